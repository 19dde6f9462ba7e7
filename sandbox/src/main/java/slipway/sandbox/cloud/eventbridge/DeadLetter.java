package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

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
        JsonNode event) {}
