package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.Hostile;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.release.Said;

/** Every kind of message with the same foreign text wherever one has some. */
class NoticeFuzzTest {
    /** What Slipway's own markup is made of; the rest of a text is foreign. */
    private static final String OWN = "(?m)^\\*[A-Z][a-z ]+\\*  |^\\*says\\*  |\\n```[^`]+```$|^<@U1A2B3C4D> a person has to look$|<https://[^<>|]+\\|[a-z]+>";

    @FuzzTest(maxDuration = "120s")
    void nothingForeignGetsThroughAMessage(byte[] data) {
        String text = Hostile.text(data);
        Stream.concat(deployments(text).map(it -> Notice.of(moment(it), it, Samples.AROUND)), Stream.of(new Refusal(text, Optional.of(text), Optional.of(text)).notice("eu-central-1"),
                Refusal.documents(List.of(text, "shop-api: " + text)), raw(text))).forEach(NoticeFuzzTest::check);
        deployments(text).forEach(it -> {
            StateChange.of(moment(it), it, Samples.AROUND).values().forEach(Hostile::assertSeen);
            Conversation said = Conversation.of(Notice.of(moment(it), it, Samples.AROUND), it, Samples.AROUND, Samples.AT.plusSeconds(9));
            Stream.of(said.parent(), said.details()).forEach(NoticeFuzzTest::slack);
        });
    }

    private static void check(Notice notice) {
        EmailText email = EmailText.of(notice);
        assertThat(email.subject()).matches("[!-~]([ -~]{0,78}[!-~])?");
        email.body().lines().forEach(Hostile::assertSeen);
        slack(SlackMessage.of(notice));
        JsonObject chat = JsonParser.parseString(TopicFormat.CHAT.body(notice)).getAsJsonObject().getAsJsonObject("content");
        assertThat(chat.get("description").getAsString()).hasSizeBetween(1, 8000);
        markup(chat.get("description").getAsString());
        markup(chat.get("title").getAsString());
        assertThat(JsonParser.parseString(TopicFormat.JSON.body(notice)).getAsJsonObject().get("verdict").getAsString()).isEqualTo(email.subject());
    }

    private static void slack(SlackMessage message) {
        markup(message.text());
        JsonObject sent = JsonParser.parseString(message.json()).getAsJsonObject();
        assertThat(sent.getAsJsonArray("blocks").size()).isBetween(2, 12);
        sent.getAsJsonArray("blocks").forEach(NoticeFuzzTest::texts);
    }

    private static void texts(JsonElement at) {
        if (at.isJsonArray()) {
            at.getAsJsonArray().forEach(NoticeFuzzTest::texts);
        } else if (at.isJsonObject() && at.getAsJsonObject().get("text") instanceof JsonElement text && text.isJsonPrimitive()) {
            boolean plain = at.getAsJsonObject().get("type").getAsString().equals("plain_text");
            assertThat(text.getAsString()).hasSizeBetween(1, plain ? 150 : 3000);
            if (plain) {
                assertThat(text.getAsString()).doesNotContain("<", ">");
            } else {
                markup(text.getAsString());
            }
        } else if (at.isJsonObject()) {
            at.getAsJsonObject().asMap().values().forEach(NoticeFuzzTest::texts);
        }
    }

    private static void markup(String mrkdwn) {
        Hostile.assertEscaped(mrkdwn.replaceAll(OWN, ""));
        mrkdwn.lines().forEach(Hostile::assertSeen);
    }

    private static Moment moment(Deployment deployment) {
        return deployment.ending().isPresent() ? Moment.END : Moment.CHANGE;
    }

    /** A notice of which every part is foreign; only its first word never is. */
    private static Notice raw(String text) {
        return new Notice(Moment.END, "LIVE " + text, List.of(new Notice.Line("Cause", text)), List.of(new Notice.Step("To see " + text, "aws " + text)),
                List.of(new Notice.Link("runbook", "https://wiki.example.com/" + text)), text, Optional.of("shop-api-1"), Optional.of("U1A2B3C4D"));
    }

    private static Stream<Deployment> deployments(String text) {
        Optional<Said> said = text.isBlank() || text.length() > Said.LONGEST_NAME ? Optional.empty() : Optional.of(new Said(Optional.of(text), Optional.of(text)));
        Origin hand = new Origin(Origin.By.HAND, Samples.AT, Optional.empty(), said);
        Cause cause = Cause.of("ContainerExited", text).with("reason", text).with("description", text).with("exitCode.api", text).with(Cause.LOG + "api", text + "\n" + text);
        Deployment asked = Samples.asked(Action.DEPLOY, hand, text.replace('=', '-')).with(cause);
        Deployment rolling = Samples.rolling().with(cause).with(new Progress(7, 0, Optional.of(Samples.AT), new Counts(2, 1, 0, 1, 2, 1), text, 10));
        Deployment stuck = Samples.restoring(Restore.Way.UPDATED).with(cause);
        return Stream.of(asked.ended(Ending.NOT_CHANGED, Samples.AT), asked.ended(Ending.NEEDS_HUMAN, Samples.AT), rolling, rolling.ended(Ending.NEEDS_HUMAN, Samples.AT),
                stuck.ended(Ending.ROLLED_BACK, Samples.AT), stuck, Samples.planned().with(cause).ended(Ending.SUPERSEDED, Samples.AT));
    }
}
