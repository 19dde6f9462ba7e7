package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.stories.FunctionStoriesTest.OTHER;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;
import static slipway.sandbox.stories.FunctionStoriesTest.ends;
import static slipway.sandbox.stories.FunctionStoriesTest.serves;
import static slipway.sandbox.stories.FunctionStoriesTest.tagged;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.ecr.Ecr.PushedIndex;

/** A person takes a function back, or stops what is on its way. */
class FunctionHandStoriesTest {
    @Test
    void aPersonsRollbackMovesTheAliasFirstAndHoldsWhatItLeaves() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        PushedIndex index = story.aws().ecr().pushIndex("shop/thumbs", "latest", "index", OTHER, List.of("arm64", "amd64"));
        ends(story, Ending.SUCCEEDED);
        story.forget();

        Execution person = story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        Deployment deployment = ends(story, Ending.ROLLED_BACK);

        assertThat(person.path()).endsWith("Rolled back");
        serves(story, old, "1");
        assertThat(story.live(THUMBS)).endsWith(old);
        assertThat(story.calls()).containsSubsequence("lambda:UpdateAlias", "lambda:UpdateFunctionCode").doesNotContain("lambda:PublishVersion", "lambda:Invoke");
        assertThat(deployment.restore()).isEmpty();
        tagged(story, old);
        tagged(story, index.digest());
        assertThat(ends(story, Ending.NOT_CHANGED).cause().orElseThrow().code()).as("the index that held the child").isEqualTo("Held");
    }

    @Test
    void aPersonsRollbackThatIsTurnedAroundAfterItsAliasMovedGoesForwardAgain() {
        Story story = Story.open();
        String digest = story.push("thumbs", "latest", "second", OTHER);
        ends(story, Ending.SUCCEEDED);
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        story.until("Update").when("Observe", () -> story.start("{\"target\":\"shop-thumbs\",\"action\":\"stop\"}"));

        story.play();

        Deployment rollback = story.deployments(THUMBS).stream().filter(one -> one.action() == slipway.release.Action.ROLLBACK).findFirst().orElseThrow();
        assertThat(rollback.ending()).as("a person wanted away from this release").contains(Ending.NEEDS_HUMAN);
        serves(story, digest, "2");
    }

    @Test
    void aPersonGoesBackToAChosenVersionPastOthers() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        String second = story.push("thumbs", "latest", "second", OTHER);
        String to = ends(story, Ending.SUCCEEDED).id().value();
        story.pass(Duration.ofMinutes(1)).push("thumbs", "latest", "third", OTHER);
        ends(story, Ending.SUCCEEDED);
        story.pass(Duration.ofMinutes(1)).push("thumbs", "latest", "fourth", OTHER);
        ends(story, Ending.SUCCEEDED);

        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\",\"to\":\"" + to + "\"}");

        ends(story, Ending.ROLLED_BACK);
        serves(story, second, "2");
        assertThat(story.live(THUMBS)).endsWith(second);
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        ends(story, Ending.ROLLED_BACK);
        serves(story, old, "1");
    }

    @Test
    void aStopTurnsAFunctionsDeploymentAround() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        story.until("Update").when("Observe", () -> story.start("{\"target\":\"shop-thumbs\",\"action\":\"stop\"}"));

        story.play();

        Deployment deployment = story.deployment(THUMBS, "latest");
        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("StoppedByPerson");
        serves(story, old, story.shop().function(THUMBS).version("live"));
    }

    @Test
    void oneMistakeInTheServingCodeBringsAliasCodeAndVersionBack() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        story.until("Update").until(() -> story.shop().function(THUMBS).version("live").equals("2"));
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");

        story.play();

        assertThat(story.deployment(THUMBS, "latest").ending()).contains(Ending.ROLLED_BACK);
        serves(story, old, "1");
        assertThat(story.calls()).containsSubsequence("lambda:UpdateAlias", "lambda:UpdateAlias", "lambda:UpdateFunctionCode");
    }

    /** Its callers would be refused at first, so that it is no healthy release before it is awake. */
    @Test
    void aVersionThatRestsIsWokenByItsSmokeCall() {
        Story story = rested(", \"smoke\":{\"payload\":{\"ping\":true}}");
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        story.until(() -> story.shop().function(THUMBS).version("live").equals("1")).until(() -> state(story).equals("Pending"));
        assertThat(story.calls()).containsOnlyOnce("lambda:Invoke");

        ends(story, Ending.ROLLED_BACK);

        assertThat(state(story)).isEqualTo("Active");
        assertThat(story.calls()).as("it was seen healthy before").containsOnlyOnce("lambda:Invoke");
    }

    /** Nothing says with what it may be called, and it may have no callers for weeks. */
    @Test
    void aVersionThatRestsAndHasNoSmokeCallIsLeftToItsCallers() {
        Story story = rested("");
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");

        ends(story, Ending.ROLLED_BACK);

        assertThat(state(story)).isEqualTo("Inactive");
        assertThat(story.calls()).doesNotContain("lambda:Invoke");
    }

    /** A function whose version of before nobody called for weeks. */
    private static Story rested(String smoke) {
        Story story = Story.open();
        story.shop().follow(THUMBS, "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\",\"alias\":\"live\"" + smoke + "}");
        story.pass(Duration.ofMinutes(1)).push("thumbs", "latest", "second", OTHER);
        ends(story, Ending.SUCCEEDED);
        story.shop().function(THUMBS).rest("1");
        story.forget();
        return story;
    }

    private static String state(Story story) {
        return story.shop().function(THUMBS).configuration("1").path("State").asText();
    }
}
