package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipway.codec.Json;
import slipway.rollout.BadInput;
import slipway.rollout.SlackAddress;

/** Reads the Slack secret: the URL of an incoming webhook, or a JSON object with an app's bot token and a channel's id. */
final class SlackAddresses {
    private static final String URL = "https://[^\\s<>\"]+";
    private static final String TOKEN = "xoxb-[A-Za-z0-9-]{4,250}";
    private static final String CHANNEL = "[CG][A-Z0-9]{2,30}";

    private SlackAddresses() {}

    /**
     * Reads.
     *
     * @param secret its id, for the sentence
     * @throws BadInput without the secret's text in it
     */
    static SlackAddress read(String secret, String text) {
        if (text.matches(URL)) {
            return new SlackAddress.Webhook(URI.create(text));
        }
        return app(text).orElseThrow(() -> new BadInput("the Slack secret should be nothing but the webhook's URL, https://…, "
                + "or {\"token\": \"xoxb-…\", \"channel\": \"C…\"} with an app's bot token and a channel's id").with("secret", secret));
    }

    private static Optional<SlackAddress> app(String text) {
        try {
            JsonNode json = Json.read(text, JsonNode.class);
            Set<String> fields = new TreeSet<>();
            json.fieldNames().forEachRemaining(fields::add);
            String token = json.path("token").asText("");
            String channel = json.path("channel").asText("");
            return fields.equals(Set.of("token", "channel")) && token.matches(TOKEN) && channel.matches(CHANNEL)
                    ? Optional.of(new SlackAddress.App(token, channel)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // What Jackson says of it may quote the secret.
            return Optional.empty();
        }
    }
}
