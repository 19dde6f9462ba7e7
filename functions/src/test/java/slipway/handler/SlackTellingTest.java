package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.notice.Conversation;
import slipway.notice.Moment;
import slipway.notice.Notice;
import slipway.notice.Samples;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.rollout.BadInput;
import slipway.rollout.SlackAddress;
import slipway.rollout.SlackAnswer;
import slipway.rollout.TryAgain;

class SlackTellingTest {
    private static final SlackAddress.App APP = new SlackAddress.App("xoxb-hush", "C0DEPLOYS1");

    private final SpokenChannels channels = new SpokenChannels();

    @ParameterizedTest
    @CsvSource({"0, ROLLING_OUT, 1", "7, ROLLING_OUT, 1", "8, ROLLING_OUT, 0", "8, PLANNED, 1", "9, PLANNED, 0"})
    void aChangeIsShownUntilOnlyTheNewStateAndThenOnlyTheEndingHasItsEditLeft(int edits, String shown, int calls) {
        Optional<SlackThread> after = tell(Moment.CHANGE, Samples.rolling(), new SlackThread("1.2", edits, shown, false));

        assertThat(channels.chats).hasSize(calls).allMatch(call -> call.startsWith("chat.update {") && call.contains("\"ts\":\"1.2\""));
        assertThat(after).map(SlackThread::edits).contains(edits + calls);
    }

    @Test
    void theEndingIsSaidInTheThreadFirstAndThenTheTenthEditShowsIt() {
        tell(Moment.END, rolledBack(), new SlackThread("1.2", 9, "ROLLING_OUT", false));

        assertThat(channels.chats).satisfiesExactly(
                reply -> assertThat(reply).startsWith("chat.postMessage {").contains("\"thread_ts\":\"1.2\"", "\"reply_broadcast\":true", "start-execution"),
                edit -> assertThat(edit).startsWith("chat.update {").contains("\"ts\":\"1.2\"", "ROLLED BACK").doesNotContain("start-execution", "reply_broadcast"));
    }

    @Test
    void whatWasSaidBeforeAFailureIsCarriedOn() {
        channels.failures.put("chat.update", new TryAgain("busy"));
        SlackTelling slack = new SlackTelling(channels, APP, Optional.of(new SlackThread("1.2", 3, "ROLLING_OUT", false)));
        assertThatThrownBy(() -> slack.tell(said(Moment.END, rolledBack()))).isInstanceOf(TryAgain.class);
        assertThat(slack.thread()).contains(new SlackThread("1.2", 3, "ROLLING_OUT", true));

        channels.failures.clear();
        new SlackTelling(channels, APP, slack.thread()).tell(said(Moment.END, rolledBack()));
        assertThat(channels.chats).hasSize(2).last().asString().startsWith("chat.update ");
    }

    @Test
    void aParentThatIsGoneIsChangedNoMoreAndTheEndStandsForItself() {
        channels.answers.add(new SlackAnswer.Gone("message_not_found"));
        Optional<SlackThread> after = tell(Moment.CHANGE, Samples.rolling(), new SlackThread("1.2", 3, "PLANNED", false));
        assertThat(after).map(SlackThread::edits).contains(10);

        channels.answers.add(new SlackAnswer.Gone("thread_not_found"));
        tell(Moment.END, rolledBack(), after.orElseThrow());
        assertThat(channels.chats).hasSize(3).last().asString().startsWith("chat.postMessage ").doesNotContain("thread_ts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"token\":\"xoxb-hush\",\"channel\":\"deployments\"}", "{\"token\":\"xoxp-hush\",\"channel\":\"C0DEPLOYS1\"}", "{\"token\":\"xoxb-hush\"}",
        "{\"token\":\"xoxb-hush\",\"channel\":\"C0DEPLOYS1\",\"more\":1}", "{\"token\":\"xoxb-hush\" \"channel\"}", "xoxb-hush", "http://hooks.example.com/hush", "[]"})
    void aSecretThatIsNeitherIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> SlackAddresses.read("arn:secret", text)).isInstanceOf(BadInput.class)
                .hasMessageContaining("{\"token\": \"xoxb-…\", \"channel\": \"C…\"}").hasMessageContaining("arn:secret")
                .satisfies(thrown -> assertThat(thrown.getMessage() + thrown.getCause()).doesNotContain("hush"));
    }

    @Test
    void aSecretIsAWebhookOrAnApp() {
        assertThat(SlackAddresses.read("s", "{ \"channel\": \"C0DEPLOYS1\", \"token\": \"xoxb-hush\" }")).isEqualTo(APP);
        assertThat(SlackAddresses.read("s", "https://hooks.example.com/x")).isInstanceOf(SlackAddress.Webhook.class);
    }

    @Test
    void theParentShowsHowFarItIsAndTheEndWithoutCommands() {
        assertThat(said(Moment.CHANGE, Samples.rolling()).parent().json()).contains("▰▰▰▱ baking", "*Elapsed*  1 min 30 s", "*Deadline*").doesNotContain("start-execution");
        Conversation end = said(Moment.END, rolledBack());
        assertThat(end.parent().json()).contains("*Runs now*", "*Cause*", "*Took*").doesNotContain("Elapsed", "start-execution");
        assertThat(List.of(end.loud(), said(Moment.END, Samples.rolling().ended(Ending.SUCCEEDED, Samples.AT)).loud())).containsExactly(true, false);
    }

    private Optional<SlackThread> tell(Moment moment, Deployment deployment, SlackThread before) {
        SlackTelling slack = new SlackTelling(channels, APP, Optional.of(before));
        slack.tell(said(moment, deployment));
        return slack.thread();
    }

    private static Deployment rolledBack() {
        return Samples.restoring(Restore.Way.STOPPED).ended(Ending.ROLLED_BACK, Samples.AT.plusSeconds(155));
    }

    private static Conversation said(Moment moment, Deployment deployment) {
        return Conversation.of(Notice.of(moment, deployment, Samples.AROUND), deployment, Samples.AROUND, deployment.startedAt().plusSeconds(90));
    }
}
