package slipway.sandbox.cloud.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

/** All alarms of an account, by name, and what a change of one does to others. Reasons are in AWS's words, as others saw them. */
final class Alarms {
    private static final DateTimeFormatter TOLD = DateTimeFormatter.ofPattern("EEEE dd MMMM, yyyy HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Place place;
    private final Timeline timeline;
    private final Map<String, Alarm> byName = new TreeMap<>();

    Alarms(Place place, Timeline timeline) {
        this.place = place;
        this.timeline = timeline;
    }

    Collection<Alarm> all() {
        return byName.values();
    }

    Optional<Alarm> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** It has no data yet (recorded from AWS by LocalStack's suite, test_describe_minimal_metric_alarm). */
    void put(String name, ObjectNode settings) {
        add(name, List.of(), settings, Alarm.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation");
    }

    void put(String name, List<String> own) {
        String state = state(own);
        add(name, own, Settings.any(own), state, arn(name) + " was created and its alarm rule evaluates to " + state);
    }

    private void add(String name, List<String> own, ObjectNode settings, String state, String reason) {
        byName.put(name, new Alarm(name, arn(name), own, settings, state, reason, timeline.now()));
    }

    void remove(String name) {
        byName.remove(name);
    }

    /** Its metric brings it into the state. */
    void change(Alarm alarm, String state, String reason) {
        alarm.becomes(state, reason, timeline.now());
        spread(alarm);
    }

    /** "Metric alarms returns to their actual state quickly", a composite one with the next change of its own (API_SetAlarmState). */
    void changeForAWhile(Alarm alarm, String state, String reason) {
        alarm.shows(state, reason, timeline.now());
        spread(alarm);
        if (!alarm.composite()) {
            timeline.after(Duration.ofSeconds(alarm.periodSeconds()), () -> {
                alarm.returns(timeline.now());
                spread(alarm);
            });
        }
    }

    /** A composite alarm takes up each change of its own, even if its state is the same afterwards. */
    private void spread(Alarm changed) {
        Instant now = timeline.now();
        byName.values().stream().filter(alarm -> alarm.own.contains(changed.name)).forEach(alarm -> {
            alarm.becomes(state(alarm.own), changed.arn + " transitioned to " + changed.state() + " at " + TOLD.format(now), now);
            spread(alarm);
        });
    }

    private String state(List<String> own) {
        return own.stream().flatMap(name -> find(name).stream()).anyMatch(alarm -> alarm.state().equals(Alarm.ALARM)) ? Alarm.ALARM : Alarm.OK;
    }

    String arn(String name) {
        return place.arn("cloudwatch", "alarm:" + name);
    }
}
