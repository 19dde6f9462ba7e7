package slipway.sandbox.wire.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * Slack's limits of a message ("Formatting message text"; "Block Kit: blocks", "Composition objects", "Block elements" and
 * "Secondary message attachments" in docs.slack.dev). A field or block that it does not know is refused.
 */
final class MessageLimits {
    private static final Set<String> FIELDS =
            Set.of("text", "blocks", "attachments", "mrkdwn", "thread_ts", "unfurl_links", "unfurl_media");
    private static final Set<String> ATTACHMENT_FIELDS = Set.of("color", "fallback", "blocks");

    /** Returns why the message is refused, if it is. */
    Optional<Refusal> refused(ObjectNode message) {
        try {
            message(message);
            return Optional.empty();
        } catch (BrokenLimit broken) {
            return Optional.of(new Refusal(broken.code(), broken.getMessage()));
        }
    }

    private static void message(ObjectNode message) {
        BlockLimits.known(message, FIELDS, "the message");
        if (message.path("text").asText("").isEmpty() && message.path("blocks").isEmpty() && message.path("attachments").isEmpty()) {
            throw new BrokenLimit("no_text", "a message has text, blocks or attachments");
        }
        if (message.path("text").asText("").length() > 40_000) {
            throw new BrokenLimit("msg_too_long", "text has at most 40000 characters");
        }
        blocks(message.path("blocks"));
        if (message.path("attachments").size() > 100) {
            throw new BrokenLimit("too_many_attachments", "a message has at most 100 attachments");
        }
        for (JsonNode attachment : message.path("attachments")) {
            BlockLimits.known(attachment, ATTACHMENT_FIELDS, "an attachment");
            blocks(attachment.path("blocks"));
        }
    }

    private static void blocks(JsonNode blocks) {
        BlockLimits.atMost(50, blocks.size(), "a message's blocks");
        blocks.forEach(BlockLimits::check);
    }
}
