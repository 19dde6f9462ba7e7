package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.rollout.BadInput;
import slipway.rollout.Channels;
import slipway.rollout.TryAgain;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** How people and machines are told: SNS Publish, GetSecretValue, PutEvents. */
@ParameterizedClass
@EnumSource
class ChannelsTest {
    private final Stage stage;
    private final World world;
    private final Channels channels;

    ChannelsTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        channels = world.aws().channels();
    }

    private String topic() {
        try (SnsClient sns = world.client(SnsClient.builder())) {
            return sns.createTopic(ask -> ask.name(World.fresh("topic"))).topicArn();
        }
    }

    @Test
    void whatIsPublishedArrivesAsItIs() throws IOException {
        String topic = topic();
        Supplier<List<String>> heard = world.subscribed(topic);
        channels.publish(topic, "shop-api is live", "It runs v2.\n\nNothing to do — “really”.");
        assertThat(heard.get()).containsExactly("shop-api is live\nIt runs v2.\n\nNothing to do — “really”.");
    }

    @Test
    void aTopicThatIsNotThereIsBadInput() {
        String gone = topic() + "-gone";
        assertThatThrownBy(() -> channels.publish(gone, "subject", "body")).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=sns:Publish").hasMessageContaining("code=NotFound");
    }

    @Test
    void aSubjectThatSnsDoesNotTakeIsBadInput() {
        String topic = topic();
        assertThatThrownBy(() -> channels.publish(topic, "x".repeat(101), "body")).isInstanceOf(BadInput.class)
                .hasMessageContaining("code=InvalidParameter");
        assertThatThrownBy(() -> channels.publish(topic, "subject", "x".repeat(262_145))).isInstanceOf(BadInput.class)
                .hasMessageContaining("code=InvalidParameter");
    }

    @Test
    void aSubjectOfTwoLinesIsBadInput() throws Throwable {
        String topic = topic();
        Deviation.SUBJECT_LINES.unless(stage, () -> assertThatThrownBy(() -> channels.publish(topic, "two\nlines", "body"))
                .isInstanceOf(BadInput.class).hasMessageContaining("code=InvalidParameter"));
    }

    @Test
    void aSecretIsReadByNameAndByArn() {
        String name = World.fresh("slipway/slack");
        try (SecretsManagerClient secrets = world.client(SecretsManagerClient.builder())) {
            String arn = secrets.createSecret(ask -> ask.name(name).secretString(" https://hooks.slack.com/services/T/B/x \n")).arn();
            assertThat(channels.secret(name)).contains("https://hooks.slack.com/services/T/B/x");
            assertThat(channels.secret(arn)).contains("https://hooks.slack.com/services/T/B/x");
        }
    }

    @Test
    void aBlankSecretIsNone() {
        String name = World.fresh("slipway/blank");
        try (SecretsManagerClient secrets = world.client(SecretsManagerClient.builder())) {
            secrets.createSecret(ask -> ask.name(name).secretString("  "));
        }
        assertThat(channels.secret(name)).isEmpty();
    }

    @Test
    void aSecretThatIsNotThereIsBadInput() {
        assertThatThrownBy(() -> channels.secret("slipway/gone")).isInstanceOf(BadInput.class)
                .hasMessage("secret is not there, or has no value yet (secret=slipway/gone)");
    }

    @Test
    void anEventArrivesOnTheDefaultBus() throws Throwable {
        Supplier<List<JsonNode>> heard = world.listen("slipway");
        channels.event("Slipway Deployment Ended", "{\"target\":\"shop-api\",\"ending\":\"SUCCEEDED\"}");
        assertThat(heard.get()).hasSize(1).allSatisfy(event -> {
            assertThat(event.path("source").asText()).isEqualTo("slipway");
            assertThat(event.path("detail-type").asText()).isEqualTo("Slipway Deployment Ended");
            assertThat(event.path("detail").path("ending").asText()).isEqualTo("SUCCEEDED");
        });
        Deviation.EVENT_ACCOUNT.unless(stage, () -> assertThat(heard.get()).extracting(event -> event.path("account").asText()).containsExactly(World.ACCOUNT));
    }

    /** PutEvents answers 200 for an entry that it does not take. */
    @Test
    void anEventThatIsNotTakenIsNotSilent() {
        assertThatThrownBy(() -> channels.event("Slipway Deployment Ended", "no JSON")).isInstanceOf(TryAgain.class)
                .hasMessageContaining("EventBridge did not take the event").hasMessageContaining("code=MalformedDetail");
    }
}
