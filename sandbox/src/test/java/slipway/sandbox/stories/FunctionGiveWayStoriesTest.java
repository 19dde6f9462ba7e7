package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.stories.FunctionStoriesTest.OTHER;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;
import static slipway.sandbox.stories.TrafficStoriesTest.moves;

import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.FunctionBehaviour;

/** A function whose tag goes to another image and back, while calls reach the first already. */
class FunctionGiveWayStoriesTest {
    private final Story story = Story.open();

    @Test
    void aFunctionThatHasAllCallsKeepsThem() {
        String before = story.shop().function(THUMBS).runs("live");
        String digest = allCalls();

        Deployment last = story.play(THUMBS);

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        FunctionStoriesTest.serves(story, digest, "2");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "2 {}");
        assertThat(last.plan().orElseThrow().baseline().release().images().get("live")).endsWith(before);
    }

    @Test
    void anAlarmThatFiresWhileNobodyWatchesTheFunctionCounts() {
        String before = story.shop().function(THUMBS).runs("live");
        allCalls();
        story.until("Plan");
        story.aws().cloudWatch().fire("thumbs-errors", "Threshold Crossed");

        Deployment last = story.play(THUMBS);

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        FunctionStoriesTest.serves(story, before, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "2 {}", "1 {}");
    }

    private String allCalls() {
        return shifted("2 {}");
    }

    /** Brings an image until the alias was moved so, and its tag goes to another and back. */
    private String shifted(String move) {
        TrafficStoriesTest.alarm(story);
        story.follow(THUMBS, "{\"whileDeploying\":\"giveWay\",\"alarms\":[\"thumbs-errors\"],\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":60}},"
                + "\"limits\":{\"bakeSeconds\":300,\"deadlineSeconds\":900}}").forget();
        String digest = story.push("thumbs", "latest", "second", FunctionBehaviour.GOOD);
        story.until(() -> moves(story).contains(move));
        story.push("thumbs", "latest", "third", OTHER);
        story.until("Hand over?");
        story.aws().ecr().retag("shop/thumbs", digest, "latest");
        return digest;
    }

    @Test
    void anAlarmThatFiresWhileNobodyWatchesCountsForAShareOfTheCallsToo() {
        String before = story.shop().function(THUMBS).runs("live");
        shifted("1 {\"2\":0.1}");
        story.until("Plan");
        story.aws().cloudWatch().fire("thumbs-errors", "Threshold Crossed");

        Deployment last = story.play(THUMBS);

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        assertThat(moves(story)).as("the share is there already").containsExactly("1 {\"2\":0.1}", "1 {}");
        FunctionStoriesTest.serves(story, before, "1");
    }

    @Test
    void aPersonsStopBeforeItsFirstStepTakesAllCallsBack() {
        String before = story.shop().function(THUMBS).runs("live");
        allCalls();
        story.until("Planned?").when("Announce", () -> story.start("{\"target\":\"shop-thumbs\",\"action\":\"stop\"}"));

        story.play(THUMBS);
        Deployment last = story.deployments(THUMBS).stream().filter(one -> one.action() == Action.DEPLOY).findFirst().orElseThrow();

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        FunctionStoriesTest.serves(story, before, "1");
    }

    @Test
    void aShareThatIsThereAlreadyIsNotTakenDownOnlyToBeSentAgain() {
        story.follow(THUMBS, "{\"whileDeploying\":\"giveWay\",\"traffic\":{\"linear\":{\"percent\":20,\"bakeSeconds\":60}},\"limits\":{\"bakeSeconds\":60,\"deadlineSeconds\":900}}").forget();
        String digest = story.push("thumbs", "latest", "second", FunctionBehaviour.GOOD);
        story.until(() -> moves(story).contains("1 {\"2\":0.4}"));
        story.push("thumbs", "latest", "third", OTHER);
        story.until("Hand over?");
        story.aws().ecr().retag("shop/thumbs", digest, "latest");

        Deployment last = story.play(THUMBS);

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(moves(story)).containsExactly("1 {\"2\":0.2}", "1 {\"2\":0.4}", "1 {\"2\":0.6}", "1 {\"2\":0.8}", "2 {}");
    }
}
