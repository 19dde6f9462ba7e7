package slipway.sandbox.cloud.sns;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Ids;

/** Who wants to hear a topic by email, and has confirmed it (API_Subscribe). Nothing is sent: {@link Sns#published} keeps the messages. */
final class Subscriptions {
    private record Subscription(String topic, String endpoint, String arn, boolean confirmed) {}

    private final Ids ids;
    private final List<Subscription> all = new ArrayList<>();

    Subscriptions(Ids ids) {
        this.ids = ids;
    }

    /** Returns the subscription's ARN; the same for the same address. */
    String add(String topic, String protocol, String endpoint) {
        if (!protocol.equals("email")) {
            throw AwsFault.notModelled("subscriptions by " + protocol);
        }
        if (!endpoint.matches("[^@\\s]+@[^@\\s]+")) {
            throw AwsFault.of("InvalidParameter", "Invalid parameter: Email address");
        }
        return all.stream().filter(one -> one.topic().equals(topic) && one.endpoint().equals(endpoint)).findFirst().map(Subscription::arn)
                .orElseGet(() -> {
                    String arn = topic + ":" + ids.uuid();
                    all.add(new Subscription(topic, endpoint, arn, false));
                    return arn;
                });
    }

    boolean confirmed(String arn) {
        return all.stream().anyMatch(one -> one.arn().equals(arn) && one.confirmed());
    }

    void confirm(String arn) {
        all.replaceAll(one -> one.arn().equals(arn) ? new Subscription(one.topic(), one.endpoint(), arn, true) : one);
    }

    long count(String topic, boolean confirmed) {
        return all.stream().filter(one -> one.topic().equals(topic) && one.confirmed() == confirmed).count();
    }

    /** As ListSubscriptionsByTopic shows them. */
    List<ObjectNode> json(String topic, String owner) {
        return all.stream().filter(one -> one.topic().equals(topic)).map(one -> JsonNodeFactory.instance.objectNode()
                .put("SubscriptionArn", one.confirmed() ? one.arn() : "PendingConfirmation").put("Owner", owner)
                .put("Protocol", "email").put("Endpoint", one.endpoint()).put("TopicArn", topic)).toList();
    }
}
