package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import slipway.codec.Json;
import slipway.release.Cause;

/** An error as a Catch of the state machine passes it on, {@code {"Error", "Cause"}}, turned into a cause for people. */
public final class Failure {
    private static final String FAULTS = "slipway.rollout.";

    private Failure() {}

    /** Returns nothing where nothing failed. */
    public static Optional<Cause> cause(JsonNode failure) {
        if (failure == null || !failure.has("Error")) {
            return Optional.empty();
        }
        // Step Functions writes null for what the failure of a task did not say (SendTaskFailure needs neither).
        String error = failure.get("Error").asText("an error without a name");
        String message = message(failure.path("Cause").asText(""));
        return Optional.of(error.startsWith(FAULTS)
                ? Cause.of(code(message).orElse(error.substring(FAULTS.length())), sentence(message))
                : Cause.of("DeployerFailed", "A step of Slipway itself failed: " + error + (message.isEmpty() ? "." : ": " + sentence(message)))
                        .with("error", error));
    }

    /** What has interrupted it is known by the words of who found it. */
    private static Optional<String> code(String message) {
        return message.contains("by someone else") ? Optional.of("ChangedBySomeoneElse") : message.contains("went back") ? Optional.of("WentBack") : Optional.empty();
    }

    /** Lambda's cause is JSON with an errorMessage; other causes are text. */
    private static String message(String cause) {
        try {
            JsonNode parsed = Json.MAPPER.readTree(cause);
            return parsed != null && parsed.hasNonNull("errorMessage") ? parsed.get("errorMessage").asText() : cause;
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return cause;
        }
    }

    /** A sentence begins with a capital, but for the name of a field, such as input.target. */
    private static String sentence(String message) {
        boolean field = message.split(" ", 2)[0].contains(".");
        String text = message.isEmpty() || field ? message : Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return text.endsWith(".") || text.isEmpty() ? text : text + ".";
    }
}
