package slipway.rollout;

import java.net.URI;

/** Where Slack is told. It is a secret, so its text says only of which kind it is. */
public sealed interface SlackAddress {
    /** An incoming webhook: who knows its URL may post. */
    record Webhook(URI url) implements SlackAddress {
        @Override
        public String toString() {
            return "an incoming webhook";
        }
    }

    /**
     * A Slack app in a channel.
     *
     * @param token its bot token, {@code xoxb-…}
     * @param channel the channel's id: chat.update takes no name
     */
    record App(String token, String channel) implements SlackAddress {
        @Override
        public String toString() {
            return "a Slack app in channel " + channel;
        }
    }
}
