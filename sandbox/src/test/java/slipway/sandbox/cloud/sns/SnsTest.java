package slipway.sandbox.cloud.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;

class SnsTest {
    private final Sandboxed sandbox = new Sandboxed();
    private final Sns sns = new Sns(Place.DEFAULT, sandbox.timeline, sandbox.ids);
    private SnsClient client;
    private String topic;

    @BeforeEach
    void start() {
        sandbox.wire.serve(sns);
        client = sandbox.aimed(SnsClient.builder()).build();
        topic = client.createTopic(call -> call.name("deployments")).topicArn();
    }

    @Test
    void publishedMessageIsKept() {
        String id = client.publish(call -> call.topicArn(topic).subject("Live: shop-api").message("line 1\nline 2 <&>")
                .messageAttributes(java.util.Map.of("ending", MessageAttributeValue.builder().dataType("String").stringValue("SUCCEEDED").build()))).messageId();

        assertThat(topic).isEqualTo("arn:aws:sns:eu-central-1:123456789012:deployments");
        assertThat(sns.published()).singleElement().satisfies(message -> {
            assertThat(message.subject()).hasValue("Live: shop-api");
            assertThat(message.message()).isEqualTo("line 1\nline 2 <&>");
            assertThat(message.messageId()).isEqualTo(id);
            assertThat(message.at()).isEqualTo(sandbox.timeline.now());
        });
    }

    @Test
    void subscriptionCountsOnceItIsConfirmed() {
        assertThat(client.subscribe(call -> call.topicArn(topic).protocol("email").endpoint("ann@example.com")).subscriptionArn()).isEqualTo("pending confirmation");
        assertThat(client.getTopicAttributes(call -> call.topicArn(topic)).attributes()).containsEntry("SubscriptionsConfirmed", "0").containsEntry("SubscriptionsPending", "1");

        sns.subscribe(topic, "ann@example.com");

        assertThat(client.getTopicAttributes(call -> call.topicArn(topic)).attributes()).containsEntry("SubscriptionsConfirmed", "1").containsEntry("SubscriptionsPending", "0");
        assertThat(client.listSubscriptionsByTopic(call -> call.topicArn(topic)).subscriptions()).singleElement().satisfies(one -> {
            assertThat(one.endpoint()).isEqualTo("ann@example.com");
            assertThat(one.subscriptionArn()).startsWith(topic + ":");
        });
    }

    @Test
    void subscriptionsComeInPagesOfAHundred() {
        for (int i = 0; i < 120; i++) {
            sns.subscribe(topic, "person" + i + "@example.com");
        }

        assertThat(client.listSubscriptionsByTopic(call -> call.topicArn(topic)).subscriptions()).hasSize(100);
        assertThat(client.listSubscriptionsByTopicPaginator(call -> call.topicArn(topic)).subscriptions()).hasSize(120);
        assertThatThrownBy(() -> client.listSubscriptionsByTopic(call -> call.topicArn(topic).nextToken("x"))).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void subscriptionThatIsNoAddressOrNotByEmailIsRefused() {
        assertThatThrownBy(() -> client.subscribe(call -> call.topicArn(topic).protocol("email").endpoint("ann"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.subscribe(call -> call.topicArn(topic).protocol("sms").endpoint("+1"))).isInstanceOf(SnsException.class)
                .hasMessageContaining("does not model subscriptions by sms");
    }

    @Test
    void subjectHasFewerThanAHundredCharacters() {
        client.publish(call -> call.topicArn(topic).subject("x".repeat(99)).message("m"));

        assertThatThrownBy(() -> client.publish(call -> call.topicArn(topic).subject("x".repeat(100)).message("m")))
                .isInstanceOf(InvalidParameterException.class).hasMessageContaining("Invalid parameter: Subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a tab\t", "größer", " begins with a blank"})
    void strangeSubjectIsRefused(String subject) {
        assertThatThrownBy(() -> client.publish(call -> call.topicArn(topic).subject(subject).message("m"))).isInstanceOf(InvalidParameterException.class);
        assertThat(sns.published()).isEmpty();
    }

    @Test
    void messageHoldsTwoHundredFiftySixKibibytes() {
        client.publish(call -> call.topicArn(topic).message("x".repeat(262_144)));

        assertThatThrownBy(() -> client.publish(call -> call.topicArn(topic).message("x".repeat(262_145))))
                .isInstanceOf(InvalidParameterException.class).hasMessageContaining("Message too long");
        assertThatThrownBy(() -> client.publish(call -> call.topicArn(topic).message(""))).hasMessageContaining("Empty message");
    }

    @Test
    void topicMustExist() {
        assertThatThrownBy(() -> client.publish(call -> call.topicArn(topic + "2").message("m")))
                .isInstanceOf(NotFoundException.class)
                .satisfies(fault -> assertThat(((SnsException) fault).statusCode()).isEqualTo(404));
        assertThatThrownBy(() -> client.publish(call -> call.topicArn("deployments").message("m"))).hasMessageContaining("at least 6 elements, not 1");
    }

    @Test
    void topicsAreListedAndDescribed() {
        for (int i = 0; i < 120; i++) {
            sns.createTopic("t" + i);
        }

        assertThat(client.listTopicsPaginator(call -> {}).topics().stream()).hasSize(121);
        assertThat(client.listTopics(call -> {}).topics()).hasSize(100);
        assertThat(client.getTopicAttributes(call -> call.topicArn(topic)).attributes())
                .containsEntry("TopicArn", topic).containsEntry("Owner", "123456789012").containsEntry("SubscriptionsConfirmed", "0");
        assertThat(client.listSubscriptionsByTopic(call -> call.topicArn(topic)).subscriptions()).isEmpty();
        assertThatThrownBy(() -> client.getTopicAttributes(call -> call.topicArn(topic + "x"))).isInstanceOf(NotFoundException.class);
    }
}
