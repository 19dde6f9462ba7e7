package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Place;

/**
 * Puts events of others on the bus (API_PutEvents, API_PutEventsResultEntry). A bad entry fails alone, in its place in the
 * result; sources that begin with {@code aws.} are AWS's own, and refused.
 */
final class PutEvents implements Function<Call, ObjectNode> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 262_144;

    private final Place place;
    private final EventBridge bus;

    PutEvents(Place place, EventBridge bus) {
        this.place = place;
        this.bus = bus;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode entries = call.input().path("Entries");
        if (entries.isEmpty() || entries.size() > 10) {
            throw AwsFault.of("ValidationException", "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
                    + "Member must have length " + (entries.isEmpty() ? "greater than or equal to 1" : "less than or equal to 10"));
        }
        if (StreamSupport.stream(entries.spliterator(), false).mapToInt(PutEvents::size).sum() > MOST_BYTES) {
            throw AwsFault.of("ValidationException", "Total size of the entries in the request is over the limit.");
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode results = output.putArray("Entries");
        int failed = 0;
        for (JsonNode entry : entries) {
            Optional<ObjectNode> refused = refused(entry);
            failed += refused.isPresent() ? 1 : 0;
            results.add(refused.orElseGet(() -> accepted(entry)));
        }
        return output.put("FailedEntryCount", failed);
    }

    /** As "Calculating Amazon EventBridge PutEvents event entry size" counts. */
    private static int size(JsonNode entry) {
        int size = entry.has("Time") ? 14 : 0;
        for (String part : List.of("Source", "DetailType", "Detail")) {
            size += entry.path(part).asText("").getBytes(StandardCharsets.UTF_8).length;
        }
        for (JsonNode resource : entry.path("Resources")) {
            size += resource.asText().getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    private Optional<ObjectNode> refused(JsonNode entry) {
        for (String required : List.of("Source", "DetailType", "Detail")) {
            if (entry.path(required).asText("").isEmpty()) {
                return error("InvalidArgument",
                        "Parameter " + required + " is not valid. Reason: " + required + " is a required argument.");
            }
        }
        if (entry.get("Source").asText().startsWith("aws.")) {
            return error("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        String name = entry.path("EventBusName").asText("default");
        if (!name.equals("default") && !name.equals(place.arn("events", "event-bus/default"))) {
            throw AwsFault.notModelled("event bus " + name);
        }
        return detail(entry).isPresent() ? Optional.empty() : error("MalformedDetail", "Detail is malformed.");
    }

    private ObjectNode accepted(JsonNode entry) {
        List<String> resources = StreamSupport.stream(entry.path("Resources").spliterator(), false).map(JsonNode::asText).toList();
        Instant time = entry.has("Time") ? Instant.ofEpochSecond(entry.get("Time").asLong()) : bus.now();
        String id = bus.put(entry.get("Source").asText(), entry.get("DetailType").asText(), resources, detail(entry).orElseThrow(), time);
        return JsonNodeFactory.instance.objectNode().put("EventId", id);
    }

    private static Optional<ObjectNode> detail(JsonNode entry) {
        try {
            return JSON.readTree(entry.get("Detail").asText()) instanceof ObjectNode detail ? Optional.of(detail) : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> error(String code, String message) {
        return Optional.of(JsonNodeFactory.instance.objectNode().put("ErrorCode", code).put("ErrorMessage", message));
    }
}
