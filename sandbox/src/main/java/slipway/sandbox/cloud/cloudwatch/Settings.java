package slipway.sandbox.cloud.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import slipway.sandbox.cloud.Asked;

/** What alarms watch, as DescribeAlarms tells it (API_MetricAlarm, API_CompositeAlarm). */
final class Settings {
    static final String ACCEPTS = "AlarmName, AlarmDescription, Namespace, MetricName, Dimensions[]{Name, Value}, Statistic, Period, EvaluationPeriods, Threshold, "
            + "ComparisonOperator, TreatMissingData";

    private Settings() {}

    /** Those of a story's alarm: the metric is called as the alarm is. */
    static ObjectNode of(String metric) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put("Namespace", "Shop").put("MetricName", metric).put("Statistic", "Sum").put("Period", 60)
                .put("EvaluationPeriods", 1).put("Threshold", 1.0).put("ComparisonOperator", "GreaterThanThreshold").put("TreatMissingData", "missing");
        settings.putArray("Dimensions");
        return settings;
    }

    /** Those that a guest gives; an alarm on one metric by a threshold needs all of these (API_PutMetricAlarm). */
    static ObjectNode of(Asked asked) {
        List.of("MetricName", "Namespace", "Statistic", "Period", "EvaluationPeriods", "Threshold", "ComparisonOperator").forEach(asked::text);
        ObjectNode settings = of(asked.text("AlarmName"));
        settings.setAll(asked.input());
        return settings.put("Period", asked.whole("Period", 60, 1, Integer.MAX_VALUE)).put("EvaluationPeriods", asked.whole("EvaluationPeriods", 1, 1, Integer.MAX_VALUE))
                .put("Threshold", asked.input().get("Threshold").asDouble());
    }

    /** Those of an alarm that is in ALARM while any of the others is. */
    static ObjectNode any(List<String> others) {
        return JsonNodeFactory.instance.objectNode().put("AlarmRule", others.stream().map(one -> "ALARM(\"" + one + "\")").collect(Collectors.joining(" OR ")));
    }
}
