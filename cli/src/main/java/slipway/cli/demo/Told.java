package slipway.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import slipway.codec.Json;
import slipway.sandbox.asl.Event;
import slipway.sandbox.asl.Execution;

/** Reads in histories what the Tasks were given and what they answered (GetExecutionHistory). */
final class Told {
    private Told() {}

    /** Returns the channels that took the message of a deployment's ending, which another's execution may have sent. */
    static List<String> ending(Collection<Execution> executions, String deployment) {
        return executions.stream().map(execution -> in(execution.history(), deployment)).flatMap(Optional::stream).findFirst().orElse(List.of());
    }

    private static Optional<List<String>> in(List<Event> history, String deployment) {
        Optional<List<String>> told = Optional.empty();
        boolean ours = false;
        for (Event event : history) {
            if (event.type().equals("TaskScheduled")) {
                JsonNode payload = inner(event, "parameters").path("Payload");
                String moment = payload.path("moment").asText();
                ours = (moment.equals("END") || moment.equals("OVERTAKEN")) && payload.at("/deployment/id").asText().equals(deployment);
            } else if (ours && event.type().equals("TaskSucceeded")) {
                told = Optional.of(StreamSupport.stream(inner(event, "output").at("/Payload/told").spliterator(), false).map(JsonNode::asText).toList());
                ours = false;
            }
        }
        return told;
    }

    /** Returns the sentence in an error's cause: Lambda's is JSON with an errorMessage, others are text. */
    static String message(String cause) {
        try {
            return Json.read(cause, JsonNode.class).path("errorMessage").asText(cause);
        } catch (IllegalArgumentException notJson) {
            return cause;
        }
    }

    /** Returns the last answer of a Task that knows its deployment. */
    static Optional<JsonNode> lastAnswer(Execution execution) {
        return execution.history().reversed().stream().filter(event -> event.type().equals("TaskSucceeded"))
                .map(event -> inner(event, "output").path("Payload")).filter(payload -> payload.hasNonNull("deployment")).findFirst();
    }

    private static JsonNode inner(Event event, String member) {
        return Json.read(event.rendered().path(member).asText("{}"), JsonNode.class);
    }
}
