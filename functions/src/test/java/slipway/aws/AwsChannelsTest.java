package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.rollout.BadInput;
import slipway.rollout.Channels;
import slipway.rollout.SlackAddress;
import slipway.rollout.SlackAnswer;
import slipway.rollout.TryAgain;

class AwsChannelsTest {
    private static final URI HOOK = URI.create("https://hooks.slack.com/services/T0/B0/SECRET");

    private static Canned slack(int status, String body) {
        return new Canned().on("hooks.slack.com", status, body, Map.of("Retry-After", "30"));
    }

    private static String everything(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aMessageIsPublishedWithItsSubject() {
        Canned wire = new Canned().on("Publish", "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>");
        wire.aws().channels().publish("arn:topic", "shop-api is live", "body & more");
        assertThat(wire.bodies("Publish").getFirst()).contains("TopicArn=arn%3Atopic").contains("Subject=shop-api+is+live").contains("Message=body+%26+more");
    }

    @Test
    void anEventThatIsNotTakenIsTriedAgain() {
        Canned wire = new Canned().on("PutEvents", "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"e\"}]}");
        wire.aws().channels().event("Slipway Deployment State Change", "{}");
        assertThat(wire.bodies("PutEvents").getFirst()).contains("\"Source\":\"slipway\"").contains("Slipway Deployment State Change");

        assertThatThrownBy(() -> new Canned().on("PutEvents", "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"ThrottlingException\",\"ErrorMessage\":\"slow\"}]}")
                .aws().channels().event("x", "{}")).isInstanceOf(TryAgain.class).hasMessageContaining("ThrottlingException");
    }

    @Test
    void aSecretIsReadOnceInAWhile() {
        Canned wire = new Canned().on("GetSecretValue", "{\"SecretString\":\" " + HOOK + "\\n\"}");
        Channels channels = wire.aws().channels();
        assertThat(channels.secret("arn:secret")).contains(HOOK.toString());
        assertThat(channels.secret("arn:secret")).contains(HOOK.toString());
        assertThat(wire.operations()).hasSize(1);
    }

    @Test
    void aBlankSecretIsNoneAndAMissingOneIsBadInput() {
        assertThat(new Canned().on("GetSecretValue", "{\"SecretString\":\" \"}").aws().channels().secret("s")).isEmpty();
        assertThatThrownBy(() -> new Canned().fault("GetSecretValue", 400, "ResourceNotFoundException").aws().channels().secret("s"))
                .isInstanceOf(BadInput.class).hasMessageContaining("secret=s");
    }

    @Test
    void aMessageIsPostedToSlackAsItIs() {
        Canned wire = slack(200, "ok");
        wire.aws().channels().post(HOOK, "{\"text\":\"ü\"}");
        assertThat(wire.bodies("hooks.slack.com")).containsExactly("{\"text\":\"ü\"}");
        assertThatCode(() -> slack(204, "").aws().channels().post(HOOK, "{}")).doesNotThrowAnyException();
    }

    @Test
    void slackThatIsBusyOrDownIsTriedAgain() {
        assertThatThrownBy(() -> slack(429, "rate_limited").aws().channels().post(HOOK, "{}"))
                .isInstanceOf(TryAgain.class).hasMessageContaining("retryAfter=30");
        assertThatThrownBy(() -> slack(503, "").aws().channels().post(HOOK, "{}")).isInstanceOf(TryAgain.class).hasMessageContaining("503");
    }

    @Test
    void aMessageThatSlackRefusesIsBadInputInSlacksWords() {
        assertThatThrownBy(() -> slack(400, "invalid_blocks").aws().channels().post(HOOK, "{}"))
                .isInstanceOf(BadInput.class).hasMessageContaining("invalid_blocks");
    }

    @Test
    void theWebhookIsInNoMessageAndNoTrace() {
        for (int status : new int[] {0, 302, 400, 404, 429, 500}) {
            assertThatThrownBy(() -> slack(status, "not found: " + HOOK).aws().channels().post(HOOK, "{}"))
                    .satisfies(thrown -> assertThat(everything(thrown)).doesNotContain("SECRET").doesNotContain("hooks.slack"));
        }
    }

    private static final SlackAddress.App APP = new SlackAddress.App("xoxb-SECRET", "C0DEPLOYS1");

    private static Canned web(int status, String body) {
        return new Canned().on("slack.com", status, body, Map.of("Retry-After", "30"));
    }

    private static SlackAnswer chat(Canned wire) {
        return wire.aws().channels().chat(APP, "chat.postMessage", "{\"text\":\"ü\"}");
    }

    @Test
    void anAppsMessageIsFoundAgainByItsTs() {
        Canned wire = web(200, "{\"ok\":true,\"channel\":\"C0DEPLOYS1\",\"ts\":\"1503435956.000247\",\"message\":{}}");
        assertThat(chat(wire)).isEqualTo(new SlackAnswer.Taken("1503435956.000247"));
        assertThat(wire.bodies("slack.com")).containsExactly("{\"text\":\"ü\"}");
        assertThat(wire.header("slack.com", "Authorization")).isEqualTo("Bearer xoxb-SECRET");
        assertThat(wire.header("slack.com", "Content-Type")).isEqualTo("application/json; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"})
    void aMessageThatCanNotBeChangedIsGone(String error) {
        assertThat(chat(web(200, "{\"ok\":false,\"error\":\"" + error + "\"}"))).isEqualTo(new SlackAnswer.Gone(error));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "429 | {\"ok\":false,\"error\":\"ratelimited\"} | retryAfter=30", "503 | <html> | status=503", "200 | {\"ok\":false,\"error\":\"internal_error\"} | error=internal_error",
        "200 | {\"ok\":false,\"error\":\"rate_limited\"} | error=rate_limited", "200 | <html> xoxb-SECRET | Slack's answer is not JSON", "0 | | Slack did not answer"
    })
    void whatPassesByItselfIsTriedAgain(int status, String body, String why) {
        assertThatThrownBy(() -> chat(web(status, body == null ? "" : body))).isInstanceOf(TryAgain.class).hasMessageContaining(why)
                .satisfies(thrown -> assertThat(everything(thrown)).doesNotContain("SECRET"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "invalid_auth | write the bot token of an installed app to the Slack secret (error=invalid_auth)", "token_revoked | write the bot token",
        "channel_not_found | correct its id in the Slack secret, and invite the app to a private one (channel=C0DEPLOYS1)", "not_in_channel | invite it there (channel=C0DEPLOYS1)",
        "missing_scope | give it the scope chat:write", "is_archived | name another one", "invalid_blocks | Slack refuses the message (answer=invalid_blocks)",
        "No: xoxb-SECRET | Slack refuses the message (answer=unknown)"
    })
    void whatAPersonHasToMendIsOneSentence(String error, String sentence) {
        assertThatThrownBy(() -> chat(web(200, "{\"ok\":false,\"error\":\"" + error + "\"}"))).isInstanceOf(BadInput.class).hasMessageContaining(sentence)
                .satisfies(thrown -> assertThat(everything(thrown)).doesNotContain("SECRET"));
    }

    @Test
    void anAddressShowsNoSecret() {
        assertThat(APP + " " + new SlackAddress.Webhook(HOOK)).isEqualTo("a Slack app in channel C0DEPLOYS1 an incoming webhook");
    }
}
