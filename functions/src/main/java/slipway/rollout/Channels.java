package slipway.rollout;

import java.net.URI;
import java.util.Optional;

/** The ways to tell people and machines. Only Notify is given this port. */
public interface Channels {
    /** Publishes to an SNS topic; subject under 100 characters of ASCII, without line breaks. */
    void publish(String topic, String subject, String body);

    /** Reads a secret, such as the URL of an incoming webhook; empty if none is configured. */
    Optional<String> secret(String id);

    /** Posts a message to an incoming webhook of Slack. */
    void post(URI webhook, String json);

    /** Puts an event on the account's default bus. */
    void event(String detailType, String detail);
}
