package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One try to hand an event to a target.
 *
 * @param eventId the event's id; a state machine's execution gets a name that begins with it, and cannot be given another
 * @param executionName such a name, a new one each time the event is delivered but the same for retries of one delivery
 * @param input what the rule makes of the event
 */
public record Delivery(String rule, String eventId, String executionName, JsonNode input) {}
