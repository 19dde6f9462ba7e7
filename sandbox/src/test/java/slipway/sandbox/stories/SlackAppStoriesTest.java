package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.wire.slack.ChatMessage;
import slipway.sandbox.wire.slack.SlackWebApi;

/** One deployment, one message: what a channel shows where Slack is told by an app. */
class SlackAppStoriesTest {
    private static final String CHANNEL = "C0DEPLOYS1";

    private final Story story = Story.open();
    private final SlackWebApi slack = story.aws().slackApi();
    private final String token = slack.install("story", CHANNEL);
    private final int before;

    SlackAppStoriesTest() {
        story.aws().secrets().put("slipway/slack", "{\"token\":\"" + token + "\",\"channel\":\"" + CHANNEL + "\"}");
        story.follow("shop-api", "{\"onCall\":\"S0614TZR7\"}").push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        before = slack.messages().size();
        story.forget();
    }

    @Test
    void aPushIsOneMessageFromItsStartToItsEnd() {
        story.push("api", "v3", GOOD);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        ChatMessage parent = parent();
        assertThat(parent.text()).startsWith("DEPLOYING shop-api v3");
        assertThat(texts(parent)).anyMatch(text -> text.contains("▰▱▱▱ planned")).anyMatch(text -> text.contains("▰▰▱▱ rolling out") && text.contains("of 2 tasks running"))
                .last().asString().contains("LIVE shop-api v3");
        assertThat(parent.edits()).isBetween(2, 10);
        assertThat(replies()).hasSize(2).noneMatch(ChatMessage::broadcast).extracting(ChatMessage::text)
                .satisfiesExactly(start -> assertThat(start).startsWith("DEPLOYING "), end -> assertThat(end).startsWith("LIVE "));
        assertThat(messages()).noneMatch(message -> message.versions().toString().contains("S0614TZR7"));
    }

    /** The ending is told elsewhere; the message in the channel must not say for ever that it is on its way. */
    @Test
    void aQuietEndingIsShownWhereTheStartWasTold() {
        story.follow("shop-api", "{\"notify\":{\"SUCCEEDED\":[\"sns\"]}}");
        story.push("api", "v3", GOOD);
        story.play("shop-api");

        assertThat(parent().shown().path("text").asText()).startsWith("LIVE shop-api v3");
        assertThat(replies()).singleElement().extracting(ChatMessage::text).asString().startsWith("DEPLOYING ");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("LIVE shop-api v3");
    }

    @Test
    void aRollbackIsSaidOnceMoreSoThatItNotifies() {
        story.push("api", "v3", GOOD.answering(500));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(parent().shown().path("text").asText()).startsWith("ROLLED BACK shop-api v3");
        assertThat(replies()).filteredOn(ChatMessage::broadcast).singleElement().satisfies(loud -> {
            assertThat(loud.text()).startsWith("ROLLED BACK shop-api v3");
            assertThat(loud.shown().toString()).contains("/api/health", "aws stepfunctions start-execution").doesNotContain("S0614TZR7");
        });
    }

    @Test
    void theWayBackIsShownAsItGoes() {
        story.push("api", "v3", GOOD.answering(500));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        List<String> back = texts(parent()).stream().filter(text -> text.contains("GOING BACK shop-api v3")).toList();
        assertThat(back).as("a world may go back between two looks").isNotEmpty().allMatch(text -> text.contains("going back") && text.contains("*Elapsed*") && text.contains("needs a human if it is not healthy by"));
        assertThat(back.getLast()).contains("of 2 tasks running");
        assertThat(parent().edits()).isBetween(3, 10);
        assertThat(story.aws().machines().execution(deployment.execution()).path()).containsSubsequence("Restored?", "Tell the way back", "Wait for restore", "Observe restore", "Restored?", "Close");
        assertThat(story.events()).extracting(event -> event.path("state").asText()).containsSubsequence("ROLLING_OUT", "GOING_BACK", "ENDED");
    }

    @Test
    void aLongWayBackIsToldEightTimesAndTheMessageKeepsRoomForItsEnd() {
        story.push("api", "v3", GOOD.answering(500));
        // Someone scales the service up and down, so that each look shows something new.
        story.when("Wait for restore", () -> scale(3));
        Deployment deployment = story.play("shop-api");

        List<String> path = story.aws().machines().execution(deployment.execution()).path();
        assertThat(path.stream().filter("Tell the way back"::equals).count()).isEqualTo(8);
        assertThat(path.stream().filter("Observe restore"::equals).count()).as("it was looked at more often").isGreaterThan(9);
        assertThat(parent().edits()).isLessThanOrEqualTo(10);
        assertThat(parent().shown().path("text").asText()).doesNotStartWith("GOING BACK");
    }

    private void scale(int desired) {
        story.updateService("api", "{\"desiredCount\":" + desired + "}");
        if (desired < 12) {
            story.when("Wait for restore", () -> scale(desired + 1));
        }
    }

    @Test
    void whatSlackDoesNotTakeOfTheWayBackChangesNothing() {
        story.push("api", "v3", GOOD.answering(500));
        story.when("Tell the way back", () -> slack.answerNext(SlackWebApi.serverError(), SlackWebApi.serverError(), SlackWebApi.serverError()));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(parent().shown().path("text").asText()).startsWith("ROLLED BACK shop-api v3");
    }

    @Test
    void whoIsOnCallIsCalledWhereAPersonHasToLookAndNowhereElse() {
        story.push("api", "v3", GOOD.answering(500));
        story.when("Observe restore", () -> story.updateService("api", "{\"desiredCount\":0}"));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(messages()).filteredOn(message -> message.versions().toString().contains("<!subteam^S0614TZR7>")).singleElement()
                .satisfies(message -> assertThat(message.notifies()).isTrue());
        assertThat(story.aws().slack().posts()).noneMatch(post -> post.message().toString().contains("S0614TZR7"));
    }

    @Test
    void whileSlackIsAwayInBetweenTheMessageWaits() {
        story.push("api", "v3", GOOD.answering(500));
        story.when("Wait", () -> slack.answerNext(SlackWebApi.serverError(), SlackWebApi.rateLimited(30)));
        story.when("Close", () -> slack.answerNext(SlackWebApi.rateLimited(1), SlackWebApi.serverError()));
        Deployment deployment = story.play("shop-api");

        assertThat(story.path(deployment)).containsSequence("Notify", "Anything waiting?", "Wait to tell again", "Notify");
        assertThat(parent().shown().path("text").asText()).startsWith("ROLLED BACK ");
        assertThat(replies()).filteredOn(reply -> reply.text().startsWith("ROLLED BACK ")).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).hasSize(2);
    }

    @Test
    void whatIsSaidInTheThreadIsNotSaidAgainBecauseTheParentCouldNotBeChanged() {
        story.push("api", "v3", GOOD.answering(500));
        story.when("Close", () -> {
            slack.passNext(1);
            slack.answerNext(SlackWebApi.serverError());
        });
        story.play("shop-api");

        assertThat(parent().shown().path("text").asText()).startsWith("ROLLED BACK ");
        assertThat(replies()).filteredOn(reply -> reply.text().startsWith("ROLLED BACK ")).hasSize(1);
    }

    @Test
    void whereTheStartWasNotTakenTheNextLookBeginsTheMessage() {
        story.push("api", "v3", GOOD);
        story.when("Announce", () -> slack.answerNext(SlackWebApi.serverError()));
        story.play("shop-api");

        assertThat(parent().text()).startsWith("DEPLOYING ");
        assertThat(parent().shown().path("text").asText()).startsWith("LIVE ");
    }

    @Test
    void onlyAfterALostReplyIsAMessageThereTwice() {
        story.push("api", "v3", GOOD.answering(500));
        story.when("Close", () -> slack.loseNext(SlackWebApi.serverError()));
        story.play("shop-api");

        assertThat(replies()).filteredOn(reply -> reply.text().startsWith("ROLLED BACK ")).hasSize(2);
        assertThat(parent().shown().path("text").asText()).startsWith("ROLLED BACK ");
    }

    @Test
    void aParentThatSomebodyDeletedIsLeftAloneAndTheEndStandsForItself() {
        story.push("api", "v3", GOOD.answering(500));
        story.when("Wait", () -> slack.delete(parent().ts()));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(messages()).filteredOn(message -> message.thread().isEmpty()).singleElement()
                .satisfies(alone -> assertThat(alone.text()).startsWith("ROLLED BACK "));
    }

    @Test
    void whatEndsBeforeItBeginsIsOneMessage() {
        story.push("api", "v3", GOOD);
        story.play("shop-api");
        int told = messages().size();
        story.start("{\"target\":\"shop-api\",\"image\":\"v3\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(messages()).hasSize(told + 1).last().satisfies(message -> assertThat(message.text()).startsWith("NOT CHANGED "));
    }

    @Test
    void aTokenThatIsRevokedCostsTheMessageAndIsNeverShown() {
        slack.revoke(token);
        story.push("api", "v3", GOOD);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(messages()).isEmpty();
        assertThat(story.mail("DeploymentsTopic")).hasSize(2);
        String history = story.aws().machines().execution(deployment.execution()).history().toString();
        assertThat(history.contains("write the bot token of an installed app")).as("it says what to do").isTrue();
        assertThat(history.contains(token)).as("it holds the token").isFalse();
    }

    private List<ChatMessage> messages() {
        return slack.messages().stream().skip(before).toList();
    }

    private ChatMessage parent() {
        List<ChatMessage> parents = messages().stream().filter(message -> message.thread().isEmpty()).toList();
        assertThat(parents).hasSize(1);
        return parents.getFirst();
    }

    private List<ChatMessage> replies() {
        return messages().stream().filter(message -> message.thread().isPresent()).toList();
    }

    private static List<String> texts(ChatMessage message) {
        return message.versions().stream().map(Object::toString).toList();
    }
}
