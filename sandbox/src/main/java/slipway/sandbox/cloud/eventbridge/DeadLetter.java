package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An event that could not be delivered, with the attributes that EventBridge gives it in the queue ("Using dead-letter queues
 * to process undelivered events").
 *
 * @param queue the queue it went to; without one it is lost
 * @param exhausted {@code MaximumRetryAttempts} or {@code MaximumEventAgeInSeconds}, if it was retried until then
 */
public record DeadLetter(
        Optional<String> queue,
        String ruleArn,
        String targetArn,
        String errorCode,
        String errorMessage,
        Optional<String> exhausted,
        int retryAttempts,
        JsonNode event) {
    /** Returns the message's attributes; {@code EXHAUSTED_RETRY_CONDITION} only where it was retried until then. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>(Map.of("RULE_ARN", ruleArn, "TARGET_ARN", targetArn, "ERROR_CODE", errorCode,
                "ERROR_MESSAGE", errorMessage, "RETRY_ATTEMPTS", Integer.toString(retryAttempts)));
        exhausted.ifPresent(condition -> attributes.put("EXHAUSTED_RETRY_CONDITION", condition));
        return attributes;
    }
}
