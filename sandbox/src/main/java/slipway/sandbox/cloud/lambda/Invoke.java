package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Invoke: RequestResponse, Event and DryRun. */
final class Invoke {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Catalog catalog;
    private final Runner runner;
    private final Events events;

    Invoke(Catalog catalog, Runner runner, Events events) {
        this.catalog = catalog;
        this.runner = runner;
        this.events = events;
    }

    ObjectNode invoke(Call call) {
        JsonNode input = call.input();
        Reference reference = Reference.of(input, catalog.place);
        boolean tail = switch (input.path("LogType").asText("None")) {
            case "None" -> false;
            case "Tail" -> true;
            case String other -> throw Refusals.broken(other, "logType", "Member must satisfy enum value set: [None, Tail]");
        };
        Payload payload = payload(input.path("Payload"));
        return switch (input.path("InvocationType").asText("RequestResponse")) {
            case "RequestResponse" -> answer(runner.now(reference, payload), tail);
            case "Event" -> {
                events.accept(reference, payload);
                yield Views.object().put("StatusCode", 202);
            }
            case "DryRun" -> {
                catalog.version(reference);
                yield Views.object().put("StatusCode", 204);
            }
            case String other -> throw Refusals.broken(other, "invocationType", "Member must satisfy enum value set: [Event, RequestResponse, DryRun]");
        };
    }

    private static Payload payload(JsonNode asked) {
        try {
            byte[] payload = asked.isMissingNode() ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8) : asked.binaryValue();
            JSON.readTree(payload);
            return Payload.of(payload);
        } catch (IOException unreadable) {
            throw AwsFault.of("InvalidRequestContentException",
                    "Could not parse request body into json: Could not parse payload into json: " + unreadable.getMessage());
        }
    }

    private ObjectNode answer(Invoked invoked, boolean tail) {
        ObjectNode output = Views.object().put("StatusCode", 200).put("ExecutedVersion", invoked.version());
        if (tail) {
            output.put("LogResult", LogTail.of(invoked, catalog.ids.uuid()));
        }
        return switch (invoked.result()) {
            case Result.Answered(JsonNode payload) -> output.put("Payload", bytes(payload));
            case Result.Failed(_, JsonNode payload) -> output.put("FunctionError", "Unhandled").put("Payload", bytes(payload));
            case Result.Refused(AwsFault fault) -> throw fault;
        };
    }

    static byte[] bytes(JsonNode payload) {
        try {
            return JSON.writeValueAsBytes(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }
}
