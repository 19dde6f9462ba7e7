package slipway.sandbox.cloud.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.Timeline;

/** CloudWatch, as far as alarms: a story puts, fires and calms them, a guest puts them and sets their state for a while, and callers read them. */
public final class CloudWatch implements Service {
    /** The right that DescribeAlarms needs; of composite alarms it tells only who has it for everything. */
    public static final Need EVERYTHING = Need.of("cloudwatch:DescribeAlarms", "*");

    private final Timeline timeline;
    private final Predicate<String> sees;
    private final Alarms alarms;
    private final GuestOperations guests;
    private int pages = Integer.MAX_VALUE;

    /** @param sees whether a caller has {@link #EVERYTHING} */
    public CloudWatch(Place place, Timeline timeline, Predicate<String> sees) {
        this.timeline = timeline;
        this.sees = sees;
        this.alarms = new Alarms(place, timeline);
        this.guests = new GuestOperations(alarms, timeline);
    }

    @Override
    public String signingName() {
        return "monitoring";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "DescribeAlarms", Operation.of(DescribeAlarms.ACCEPTS, call -> DescribeAlarms.answer(call, alarms.all(), sees.test(call.caller()), pages)),
                "PutMetricAlarm", Operation.of(Settings.ACCEPTS, guests::put),
                "SetAlarmState", Operation.of("AlarmName, StateValue, StateReason", guests::set));
    }

    /**
     * Only DescribeAlarms: nothing else is called by a role of Slipway's. It needs each alarm that is named, or all of them; AWS tells
     * the resource of a call without names so (aws-samples/amazon-cloudwatch-auto-alarms#1).
     */
    @Override
    public List<Need> needs(Call call) {
        if (!call.operation().equals("DescribeAlarms")) {
            return Service.super.needs(call);
        }
        List<String> names = call.input().path("AlarmNames").valueStream().map(name -> name.asText()).toList();
        return (names.isEmpty() ? List.of("*") : names).stream().map(name -> Need.of("cloudwatch:DescribeAlarms", alarms.arn(name))).toList();
    }

    /** Makes an alarm on a metric, which has no data yet. */
    public void metric(String name) {
        alarms.put(name, Settings.of(name));
    }

    /** Makes an alarm that is in ALARM while any of the others is; they have to be there. */
    public void composite(String name, String... of) {
        List.of(of).forEach(this::alarm);
        alarms.put(name, List.of(of));
    }

    /** The metric crosses the threshold. */
    public void fire(String name, String reason) {
        alarms.change(onMetric(name), Alarm.ALARM, reason);
    }

    /** The metric is well, again or for the first time. */
    public void calm(String name) {
        alarms.change(onMetric(name), Alarm.OK, "Threshold Crossed: 1 datapoint was not greater than the threshold (1.0).");
    }

    /** The metric has no data any more. */
    public void silence(String name) {
        alarms.change(onMetric(name), Alarm.INSUFFICIENT_DATA, "Insufficient Data: 1 datapoint was unknown.");
    }

    /**
     * CloudWatch can't evaluate the alarm from now on; its state stays until it changes.
     *
     * @param how {@code EVALUATION_ERROR}, its configuration is wrong; or {@code EVALUATION_FAILURE}, CloudWatch has trouble (API_MetricAlarm)
     */
    public void unevaluated(String name, String how, String reason) {
        onMetric(name).unevaluated(how, reason, timeline.now());
    }

    /** Says whether the alarm is in ALARM; one that is not there is not. */
    public boolean fired(String name) {
        return alarms.find(name).filter(alarm -> alarm.state().equals(Alarm.ALARM)).isPresent();
    }

    /** Takes an alarm away, as DeleteAlarms does; one that was never there is as gone. */
    public void remove(String name) {
        alarms.remove(name);
    }

    /** Gives at most so many a page from now on: MaxRecords is only "the maximum number" (API_DescribeAlarms). */
    public void pagesOf(int most) {
        pages = most;
    }

    private Alarm onMetric(String name) {
        Alarm found = alarm(name);
        if (found.composite()) {
            throw new IllegalArgumentException("a composite alarm follows others: fire or calm one of " + found.own);
        }
        return found;
    }

    private Alarm alarm(String name) {
        return alarms.find(name).orElseThrow(() -> new IllegalArgumentException("no alarm " + name));
    }
}
