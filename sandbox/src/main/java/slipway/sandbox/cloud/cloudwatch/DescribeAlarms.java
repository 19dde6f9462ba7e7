package slipway.sandbox.cloud.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/**
 * DescribeAlarms by names and types, the alarms in the order of their names. One that is not there is absent, and no error; both lists
 * are always there (recorded from AWS by LocalStack's suite, test_delete_alarm).
 */
final class DescribeAlarms {
    static final String ACCEPTS = "AlarmNames[], AlarmTypes[], MaxRecords, NextToken";
    private static final String METRIC = "MetricAlarm";
    private static final String COMPOSITE = "CompositeAlarm";
    /** What MaxRecords is if it is not given; no document says so. */
    private static final int USUAL = 50;
    private static final int MOST = 100;

    private DescribeAlarms() {}

    /**
     * Answers.
     *
     * @param seesComposite whether the caller's permission is for *: with a narrower one "you can't return information about composite alarms" (API_DescribeAlarms)
     * @param most how many alarms a page has, whatever is asked for
     */
    static ObjectNode answer(Call call, Collection<Alarm> all, boolean seesComposite, int most) {
        Asked asked = Asked.json(call);
        List<String> names = asked.texts("AlarmNames");
        List<String> types = types(asked);
        List<Alarm> found = all.stream().filter(alarm -> names.isEmpty() || names.contains(alarm.name))
                .filter(alarm -> types.contains(alarm.composite() ? COMPOSITE : METRIC)).filter(alarm -> seesComposite || !alarm.composite()).toList();
        var page = asked.page(found, Math.min(most, asked.whole("MaxRecords", USUAL, 1, MOST)), "NextToken",
                () -> AwsFault.of("InvalidNextToken", "The next token specified is invalid."));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode composite = output.putArray("CompositeAlarms");
        ArrayNode metric = output.putArray("MetricAlarms");
        page.items().forEach(alarm -> (alarm.composite() ? composite : metric).add(alarm.json()));
        page.next().ifPresent(token -> output.put("NextToken", token));
        return output;
    }

    /** "If you omit this parameter, only metric alarms are returned" (API_DescribeAlarms, AlarmTypes). */
    private static List<String> types(Asked asked) {
        List<String> types = asked.texts("AlarmTypes");
        if (types.contains("LogAlarm")) {
            throw AwsFault.notModelled("alarms on logs");
        }
        return types.isEmpty() ? List.of(METRIC) : types;
    }
}
