package slipway.sandbox.cloud.cloudwatch;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** CloudWatch, as far as alarms: a story puts, fires and calms them, and callers read them. Reasons are in AWS's words, as others saw them. */
public final class CloudWatch implements Service {
    /** The right that DescribeAlarms needs; of composite alarms it tells only who has it for everything. */
    public static final Need EVERYTHING = Need.of("cloudwatch:DescribeAlarms", "*");

    private static final DateTimeFormatter TOLD = DateTimeFormatter.ofPattern("EEEE dd MMMM, yyyy HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Place place;
    private final InstantSource clock;
    private final Predicate<String> sees;
    private final Map<String, Alarm> alarms = new TreeMap<>();
    private int pages = Integer.MAX_VALUE;

    /** @param sees whether a caller has {@link #EVERYTHING} */
    public CloudWatch(Place place, InstantSource clock, Predicate<String> sees) {
        this.place = place;
        this.clock = clock;
        this.sees = sees;
    }

    @Override
    public String signingName() {
        return "monitoring";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("DescribeAlarms", Operation.of(DescribeAlarms.ACCEPTS, call -> DescribeAlarms.answer(call, alarms.values(), sees.test(call.caller()), pages)));
    }

    /** Each alarm that is named, or all of them: the resource of a call without names is told so by AWS (aws-samples/amazon-cloudwatch-auto-alarms#1). */
    @Override
    public List<Need> needs(Call call) {
        List<String> names = call.input().path("AlarmNames").valueStream().map(name -> name.asText()).toList();
        return (names.isEmpty() ? List.of("*") : names).stream().map(name -> Need.of("cloudwatch:DescribeAlarms", arn(name))).toList();
    }

    /** Makes an alarm on a metric, which has no data yet (recorded from AWS by LocalStack's suite, test_describe_minimal_metric_alarm). */
    public void metric(String name) {
        alarms.put(name, new Alarm(name, arn(name), List.of(), Alarm.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", clock.instant()));
    }

    /** Makes an alarm that is in ALARM while any of the others is; they have to be there. */
    public void composite(String name, String... of) {
        List<String> own = List.of(of);
        own.forEach(this::alarm);
        String state = state(own);
        alarms.put(name, new Alarm(name, arn(name), own, state, arn(name) + " was created and its alarm rule evaluates to " + state, clock.instant()));
    }

    /** The metric crosses the threshold. */
    public void fire(String name, String reason) {
        change(name, Alarm.ALARM, reason);
    }

    /** The metric is well, again or for the first time. */
    public void calm(String name) {
        change(name, Alarm.OK, "Threshold Crossed: 1 datapoint was not greater than the threshold (1.0).");
    }

    /** The metric has no data any more. */
    public void silence(String name) {
        change(name, Alarm.INSUFFICIENT_DATA, "Insufficient Data: 1 datapoint was unknown.");
    }

    /**
     * CloudWatch can't evaluate the alarm from now on; its state stays until it changes.
     *
     * @param how {@code EVALUATION_ERROR}, its configuration is wrong; or {@code EVALUATION_FAILURE}, CloudWatch has trouble (API_MetricAlarm)
     */
    public void unevaluated(String name, String how, String reason) {
        metricAlarm(name).unevaluated(how, reason, clock.instant());
    }

    /** Takes an alarm away, as DeleteAlarms does; one that was never there is as gone. */
    public void remove(String name) {
        alarms.remove(name);
    }

    /** Gives at most so many a page from now on: MaxRecords is only "the maximum number" (API_DescribeAlarms). */
    public void pagesOf(int most) {
        pages = most;
    }

    private void change(String name, String state, String reason) {
        metricAlarm(name).becomes(state, reason, clock.instant());
        spread(alarm(name));
    }

    /** A composite alarm takes up each change of its own, even if its state is the same afterwards. */
    private void spread(Alarm changed) {
        Instant now = clock.instant();
        alarms.values().stream().filter(alarm -> alarm.own.contains(changed.name)).forEach(alarm -> {
            alarm.becomes(state(alarm.own), changed.arn + " transitioned to " + changed.state() + " at " + TOLD.format(now), now);
            spread(alarm);
        });
    }

    private String state(List<String> own) {
        return own.stream().flatMap(name -> Optional.ofNullable(alarms.get(name)).stream()).anyMatch(alarm -> alarm.state().equals(Alarm.ALARM)) ? Alarm.ALARM : Alarm.OK;
    }

    private Alarm metricAlarm(String name) {
        Alarm found = alarm(name);
        if (found.composite()) {
            throw new IllegalArgumentException("a composite alarm follows others: fire or calm one of " + found.own);
        }
        return found;
    }

    private Alarm alarm(String name) {
        return Optional.ofNullable(alarms.get(name)).orElseThrow(() -> new IllegalArgumentException("no alarm " + name));
    }

    private String arn(String name) {
        return place.arn("cloudwatch", "alarm:" + name);
    }
}
