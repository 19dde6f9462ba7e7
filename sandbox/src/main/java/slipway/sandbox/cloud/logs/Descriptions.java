package slipway.sandbox.cloud.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.Call;

/** DescribeLogGroups and DescribeLogStreams: at most fifty a page. */
final class Descriptions {
    private final Logs logs;

    Descriptions(Logs logs) {
        this.logs = logs;
    }

    ObjectNode groups(Call call) {
        Asked asked = Logs.asked(call);
        if (asked.has("logGroupNamePrefix") && asked.has("logGroupNamePattern")) {
            throw Logs.invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        String prefix = asked.optional("logGroupNamePrefix").orElse("");
        String part = asked.optional("logGroupNamePattern").orElse("");
        List<Group> found = logs.groups().stream().filter(group -> group.name.startsWith(prefix) && group.name.contains(part)).toList();
        return page(asked, "logGroups", found, (listed, group) -> {
            ObjectNode written = listed.addObject().put("logGroupName", group.name).put("creationTime", group.created.toEpochMilli());
            if (group.retentionInDays > 0) {
                written.put("retentionInDays", group.retentionInDays);
            }
            written.put("metricFilterCount", 0).put("arn", group.arn + ":*").put("storedBytes", group.bytes())
                    .put("logGroupClass", "STANDARD").put("logGroupArn", group.arn);
        });
    }

    ObjectNode streams(Call call) {
        Asked asked = Logs.asked(call);
        Group group = logs.group(asked);
        boolean byName = asked.oneOf("orderBy", "LogStreamName", List.of("LogStreamName", "LastEventTime")).equals("LogStreamName");
        if (!byName && asked.has("logStreamNamePrefix")) {
            throw Logs.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        String prefix = asked.optional("logStreamNamePrefix").orElse("");
        Comparator<Map.Entry<String, Group.Stretch>> order = byName ? Map.Entry.comparingByKey()
                : Comparator.comparing(stream -> stream.getValue().last());
        List<Map.Entry<String, Group.Stretch>> found = group.streams().entrySet().stream().filter(stream -> stream.getKey().startsWith(prefix))
                .sorted(asked.truth("descending") ? order.reversed() : order).toList();
        return page(asked, "logStreams", found, (listed, stream) -> listed.addObject()
                .put("logStreamName", stream.getKey()).put("creationTime", stream.getValue().created())
                .put("firstEventTimestamp", stream.getValue().first()).put("lastEventTimestamp", stream.getValue().last())
                .put("lastIngestionTime", stream.getValue().last())
                // Storage is told of groups only since 2019 (API_LogStream, storedBytes).
                .put("arn", group.arn + ":log-stream:" + stream.getKey()).put("storedBytes", 0));
    }

    private static <T> ObjectNode page(Asked asked, String member, List<T> all, BiConsumer<ArrayNode, T> add) {
        var page = asked.page(all, asked.whole("limit", 50, 1, 50), "nextToken", () -> Logs.invalid("The specified nextToken is invalid."));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode listed = output.putArray(member);
        page.items().forEach(item -> add.accept(listed, item));
        page.next().ifPresent(token -> output.put("nextToken", token));
        return output;
    }
}
