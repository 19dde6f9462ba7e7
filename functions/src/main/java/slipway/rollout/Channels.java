package slipway.rollout;

import java.net.URI;
import java.util.Optional;

/** The ways to tell people and machines. Only Notify is given this port. */
public interface Channels {
    /** Publishes to an SNS topic; subject under 100 characters of ASCII, without line breaks. */
    void publish(String topic, String subject, String body);

    /** Reads a secret, such as where Slack is told; empty if it is blank. */
    Optional<String> secret(String id);

    /** Posts a message to an incoming webhook of Slack. */
    void post(URI webhook, String json);

    /**
     * Calls a method of Slack's Web API that posts or changes a message.
     *
     * @param method such as {@code chat.postMessage}
     * @throws TryAgain for 429 and 5xx, for Slack's own troubles, and without an answer
     * @throws BadInput with the remedy, for all else that Slack refuses
     */
    SlackAnswer chat(SlackAddress.App app, String method, String json);

    /** Puts an event on the account's default bus. */
    void event(String detailType, String detail);
}
