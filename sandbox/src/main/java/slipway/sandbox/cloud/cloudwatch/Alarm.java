package slipway.sandbox.cloud.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** One alarm as DescribeAlarms tells it (API_MetricAlarm, API_CompositeAlarm); a composite one is in ALARM while any of its own is. */
final class Alarm {
    static final String OK = "OK";
    static final String ALARM = "ALARM";
    static final String INSUFFICIENT_DATA = "INSUFFICIENT_DATA";

    final String name;
    final String arn;
    /** The alarms of a composite one; none for a metric alarm. */
    final List<String> own;
    private final Instant made;
    private String state;
    private String reason;
    private String evaluation = "";
    private Instant transitioned;
    private Instant updated;

    Alarm(String name, String arn, List<String> own, String state, String reason, Instant now) {
        this.name = name;
        this.arn = arn;
        this.own = own;
        this.made = now;
        this.state = state;
        this.reason = reason;
        this.transitioned = now;
        this.updated = now;
    }

    boolean composite() {
        return !own.isEmpty();
    }

    String state() {
        return state;
    }

    /** When the state was told last is one time, and when it changed another: StateUpdatedTimestamp and StateTransitionedTimestamp. */
    void becomes(String next, String why, Instant now) {
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

    /** A metric alarm's members are those of a recorded answer; what it watches is made up. */
    ObjectNode json() {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("AlarmName", name).put("AlarmArn", arn).put("ActionsEnabled", true)
                .put("AlarmConfigurationUpdatedTimestamp", seconds(made)).put("StateValue", state).put("StateReason", reason)
                .put("StateUpdatedTimestamp", seconds(updated)).put("StateTransitionedTimestamp", seconds(transitioned));
        List.of("OKActions", "AlarmActions", "InsufficientDataActions").forEach(told::putArray);
        if (composite()) {
            return told.put("AlarmRule", own.stream().map(one -> "ALARM(\"" + one + "\")").collect(Collectors.joining(" OR ")));
        }
        told.put("Namespace", "Shop").put("MetricName", name).put("Statistic", "Sum").put("Period", 60).put("EvaluationPeriods", 1)
                .put("Threshold", 1.0).put("ComparisonOperator", "GreaterThanThreshold").put("TreatMissingData", "missing").putArray("Dimensions");
        return evaluation.isEmpty() ? told : told.put("EvaluationState", evaluation);
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
