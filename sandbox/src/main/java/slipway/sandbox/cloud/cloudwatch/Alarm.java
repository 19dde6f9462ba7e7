package slipway.sandbox.cloud.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** One alarm as DescribeAlarms tells it (API_MetricAlarm, API_CompositeAlarm); a composite one is in ALARM while any of its own is. */
final class Alarm {
    static final String OK = "OK";
    static final String ALARM = "ALARM";
    static final String INSUFFICIENT_DATA = "INSUFFICIENT_DATA";

    final String name;
    final String arn;
    /** The alarms of a composite one; none for a metric alarm. */
    final List<String> own;
    private ObjectNode settings;
    private Instant configured;
    private String state;
    private String reason;
    /** What its metric makes of it, where somebody has set the state for a test. */
    private String actual;
    private String actualReason;
    private String evaluation = "";
    private Instant transitioned;
    private Instant updated;

    /** @param settings members of its own type, as DescribeAlarms tells them: what it watches */
    Alarm(String name, String arn, List<String> own, ObjectNode settings, String state, String reason, Instant now) {
        this.name = name;
        this.arn = arn;
        this.own = own;
        this.state = state;
        this.reason = reason;
        this.actual = state;
        this.actualReason = reason;
        this.transitioned = now;
        this.updated = now;
        configure(settings, now);
    }

    /** "Its state is left unchanged, but the update completely overwrites the previous configuration" (API_PutMetricAlarm). */
    void configure(ObjectNode other, Instant now) {
        settings = other;
        configured = now;
    }

    boolean composite() {
        return !own.isEmpty();
    }

    String state() {
        return state;
    }

    long periodSeconds() {
        return settings.path("Period").asLong();
    }

    /** When the state was told last is one time, and when it changed another: StateUpdatedTimestamp and StateTransitionedTimestamp. */
    void becomes(String next, String why, Instant now) {
        actual = next;
        actualReason = why;
        shows(next, why, now);
    }

    /** It is back in its actual state. */
    void returns(Instant now) {
        shows(actual, actualReason, now);
    }

    /** It is in this state until it is evaluated again. */
    void shows(String next, String why, Instant now) {
        transitioned = next.equals(state) ? transitioned : now;
        updated = now;
        state = next;
        reason = why;
        evaluation = "";
    }

    /** Its state stays what it was, and CloudWatch says that it does not evaluate it. */
    void unevaluated(String how, String why, Instant now) {
        evaluation = how;
        reason = why;
        updated = now;
    }

    ObjectNode json() {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("AlarmName", name).put("AlarmArn", arn).put("ActionsEnabled", true)
                .put("AlarmConfigurationUpdatedTimestamp", seconds(configured)).put("StateValue", state).put("StateReason", reason)
                .put("StateUpdatedTimestamp", seconds(updated)).put("StateTransitionedTimestamp", seconds(transitioned));
        List.of("OKActions", "AlarmActions", "InsufficientDataActions").forEach(told::putArray);
        told.setAll(settings);
        return evaluation.isEmpty() ? told : told.put("EvaluationState", evaluation);
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
