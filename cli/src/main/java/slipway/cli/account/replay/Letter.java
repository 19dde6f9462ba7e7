package slipway.cli.account.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * An event that EventBridge could not deliver, as it lies in the queue (EventBridge user guide, "Using dead-letter queues to process
 * undelivered events").
 *
 * @param receipt by which it is deleted
 * @param event nothing where the body is no JSON object
 * @param attributes what EventBridge says of the delivery
 */
record Letter(String id, String receipt, String body, Optional<JsonNode> event, Map<String, String> attributes, Instant sent) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 200;

    static Letter of(Message message) {
        Map<String, String> attributes = message.messageAttributes().entrySet().stream().filter(one -> one.getValue().stringValue() != null)
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, one -> text(one.getValue())));
        Instant sent = Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis))).orElse(Instant.EPOCH);
        return new Letter(message.messageId(), message.receiptHandle(), message.body(), read(message.body()), attributes, sent);
    }

    /** Says for whom it was; empty if EventBridge did not put it here. */
    Optional<String> target() {
        return Optional.ofNullable(attributes.get("TARGET_ARN"));
    }

    /** Says what happened, by which rule it came, why it was not delivered, and how long ago. */
    String line(Instant now) {
        String rule = attributes.getOrDefault("RULE_ARN", "no rule");
        String why = attributes.getOrDefault("ERROR_CODE", "no error") + Optional.ofNullable(attributes.get("ERROR_MESSAGE")).map(text -> ": " + text).orElse("");
        String tried = Optional.ofNullable(attributes.get("RETRY_ATTEMPTS")).map(text -> ", " + clean(text) + " retries").orElse("");
        return what() + " by " + last(rule, '/') + " for " + target().map(arn -> last(arn.replaceFirst(":live$", ""), ':')).orElse("nobody") + ", " + age(now) + " ago: "
                + clean(why) + tried;
    }

    private String what() {
        JsonNode told = event.orElse(JSON.createObjectNode());
        JsonNode detail = told.path("detail");
        String which = Stream.of(detail.path("repository-name").asText() + (detail.has("image-tag") ? ":" + detail.path("image-tag").asText() : ""),
                detail.path("name").asText()).filter(text -> !text.isEmpty()).findFirst().orElse("");
        return clean(told.path("detail-type").asText("a message without a type") + (which.isEmpty() ? "" : " of " + which));
    }

    private String age(Instant now) {
        Duration age = Duration.between(sent, now);
        return age.toHours() > 0 ? age.toHours() + " h " + age.toMinutesPart() + " min" : age.toMinutes() + " min";
    }

    /** Foreign text on a terminal: on one line, and without what moves its cursor. */
    static String clean(String foreign) {
        String line = foreign.replaceAll("[\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String last(String arn, char after) {
        return clean(arn.substring(arn.lastIndexOf(after) + 1));
    }

    private static String text(MessageAttributeValue value) {
        return value.stringValue();
    }

    private static Optional<JsonNode> read(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
