package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import software.amazon.event.ruler.Ruler;

/** What can be asked about rules and their patterns; nothing is delivered by it. */
final class RuleReads {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** API_TestEventPattern, "Event"; it asks for resources too, which AWS does not insist on. */
    private static final List<String> ENVELOPE = List.of("id", "account", "source", "time", "region", "detail-type");

    private final Place place;
    private final Supplier<Map<String, Rule>> rules;

    RuleReads(Place place, Supplier<Map<String, Rule>> rules) {
        this.place = place;
        this.rules = rules;
    }

    Map<String, Operation> operations() {
        return Map.of("TestEventPattern", Operation.of("EventPattern, Event", RuleReads::test),
                "DescribeRule", Operation.of("Name, EventBusName", this::describe));
    }

    /** Matches by the library that AWS publishes (API_TestEventPattern). */
    private static ObjectNode test(Call call) {
        String pattern = call.input().path("EventPattern").asText();
        String event = call.input().path("Event").asText();
        JsonNode read = event(event);
        if (!read.isObject() || ENVELOPE.stream().anyMatch(field -> !read.has(field))) {
            throw AwsFault.of("ValidationException", "Parameter Event is not valid.");
        }
        try {
            return JsonNodeFactory.instance.objectNode().put("Result", Ruler.matchesRule(event, pattern));
        } catch (Exception invalid) { // as Ruler declares it
            throw AwsFault.of("InvalidEventPatternException", "Event pattern is not valid. Reason: " + invalid.getMessage());
        }
    }

    private static JsonNode event(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw AwsFault.of("ValidationException", "Parameter Event is not valid.");
        }
    }

    /** Shows a rule (API_DescribeRule). */
    private ObjectNode describe(Call call) {
        String name = call.input().path("Name").asText();
        String bus = call.input().path("EventBusName").asText("default");
        if (!bus.equals("default")) {
            throw AwsFault.notModelled("event bus " + bus);
        }
        Rule rule = rules.get().get(name);
        if (rule == null) {
            throw AwsFault.of("ResourceNotFoundException", "Rule " + name + " does not exist on EventBus default.");
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("Name", name).put("Arn", place.arn("events", "rule/" + name));
        if (rule.trigger() instanceof Trigger.Matching(String pattern)) {
            shown.put("EventPattern", pattern);
        } else if (rule.trigger() instanceof Trigger.Every every) {
            shown.put("ScheduleExpression", every.expression());
        }
        return shown.put("State", "ENABLED").put("EventBusName", "default").put("CreatedBy", place.account());
    }
}
