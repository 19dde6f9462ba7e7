package slipway.sandbox.cloud.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** GetLogEvents and FilterLogEvents. A token names a line: {@code f/} what follows from it on, {@code b/} what is before it. */
final class Readings {
    private static final Pattern TOKEN = Pattern.compile("(?<way>[fb])/(?<order>\\d{1,56})");
    private static final int MOST = 10_000;

    private final Logs logs;

    Readings(Logs logs) {
        this.logs = logs;
    }

    /** One stream, its newest lines unless the oldest are asked for; at its end the token stays the same (API_GetLogEvents). */
    ObjectNode stream(Call call) {
        Asked asked = Logs.asked(call);
        Group group = logs.group(asked);
        String stream = asked.text("logStreamName");
        if (!group.streams().containsKey(stream)) {
            throw AwsFault.of("ResourceNotFoundException", "The specified log stream does not exist.");
        }
        // The end time itself is not included here, other than in FilterLogEvents.
        List<Line> all = group.lines().filter(line -> line.stream().equals(stream)).filter(between(asked, 0)).toList();
        List<Line> shown = part(all, asked, asked.whole("limit", MOST, 1, MOST));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode events = output.putArray("events");
        shown.forEach(line -> event(events.addObject(), line));
        long given = asked.optional("nextToken").map(Readings::order).orElse(all.isEmpty() ? 0 : all.getLast().order() + 1);
        return output.put("nextForwardToken", token("f", shown.isEmpty() ? given : shown.getLast().order() + 1))
                .put("nextBackwardToken", token("b", shown.isEmpty() ? given : shown.getFirst().order()));
    }

    private static List<Line> part(List<Line> all, Asked asked, int limit) {
        String token = asked.optional("nextToken").orElse("");
        boolean forwards = token.isEmpty() ? asked.truth("startFromHead") : token.startsWith("f");
        long order = token.isEmpty() ? forwards ? 0 : Long.MAX_VALUE : order(token);
        List<Line> there = all.stream().filter(line -> forwards ? line.order() >= order : line.order() < order).toList();
        return forwards ? there.subList(0, Math.min(limit, there.size())) : there.subList(Math.max(0, there.size() - limit), there.size());
    }

    /** All streams or some, in the order of time; an event's id is its place (API_FilterLogEvents). */
    ObjectNode filter(Call call) {
        Asked asked = Logs.asked(call);
        Group group = logs.group(asked);
        List<String> names = asked.texts("logStreamNames");
        if (!names.isEmpty() && asked.has("logStreamNamePrefix")) {
            throw Logs.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
        }
        if (!group.streams().keySet().containsAll(names)) {
            throw AwsFault.of("ResourceNotFoundException", "The specified log stream does not exist.");
        }
        String prefix = asked.optional("logStreamNamePrefix").orElse("");
        Predicate<String> pattern = FilterPattern.of(asked.optional("filterPattern").orElse(""));
        long from = asked.optional("nextToken").map(Readings::order).orElse(0L);
        int limit = asked.whole("limit", MOST, 1, MOST);
        List<Line> found = group.lines().filter(line -> line.order() >= from)
                .filter(line -> names.isEmpty() ? line.stream().startsWith(prefix) : names.contains(line.stream()))
                .filter(between(asked, 1)).filter(line -> pattern.test(line.message())).limit(limit + 1L).toList();
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode events = output.putArray("events");
        found.stream().limit(limit).forEach(line ->
                event(events.addObject().put("logStreamName", line.stream()), line).put("eventId", "%056d".formatted(line.order())));
        output.putArray("searchedLogStreams");
        return found.size() > limit ? output.put("nextToken", token("f", found.get(limit).order())) : output;
    }

    private static ObjectNode event(ObjectNode event, Line line) {
        return event.put("timestamp", line.timestamp()).put("message", line.message()).put("ingestionTime", line.timestamp());
    }

    /** @param inclusive 1 if the end time belongs to what is asked for */
    private static Predicate<Line> between(Asked asked, int inclusive) {
        long start = asked.input().path("startTime").asLong(0);
        long end = asked.has("endTime") ? asked.input().get("endTime").asLong() + inclusive : Long.MAX_VALUE;
        if (start < 0 || end <= start) {
            throw Logs.invalid("The start time should be before the end time, and neither should be negative.");
        }
        return line -> line.timestamp() >= start && line.timestamp() < end;
    }

    private static String token(String way, long order) {
        return "%s/%056d".formatted(way, order);
    }

    private static long order(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches() || !parts.group("order").matches("0*\\d{1,18}")) {
            throw Logs.invalid("The specified nextToken is invalid.");
        }
        return Long.parseLong(parts.group("order"));
    }
}
