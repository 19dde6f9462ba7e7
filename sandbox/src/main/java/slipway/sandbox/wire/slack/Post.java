package slipway.sandbox.wire.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One message as Slack took it. */
public record Post(Instant at, String webhook, ObjectNode message) {
    /** Returns the text that notifications show. */
    public String text() {
        return message.path("text").asText();
    }
}
