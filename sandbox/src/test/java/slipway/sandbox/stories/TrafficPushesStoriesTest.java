package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.FunctionBehaviour.GOOD;
import static slipway.sandbox.stories.FunctionStoriesTest.OTHER;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;
import static slipway.sandbox.stories.FunctionStoriesTest.ends;
import static slipway.sandbox.stories.FunctionStoriesTest.serves;
import static slipway.sandbox.stories.TrafficOthersStoriesTest.begin;
import static slipway.sandbox.stories.TrafficStoriesTest.CANARY;
import static slipway.sandbox.stories.TrafficStoriesTest.moves;

import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;

/** Newer releases that come while calls go over by steps. */
class TrafficPushesStoriesTest {
    private static final String GIVES_WAY = "{\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":120}},\"alarms\":[\"thumbs-errors\"],\"whileDeploying\":\"giveWay\"}";

    private final Story story = Story.open();

    @Test
    void aNewerPushWaitsForTheLastStep() {
        begin(story, CANARY, 10);
        String third = story.push("thumbs", "latest", "third", OTHER);

        story.play();

        assertThat(story.deployments(THUMBS)).hasSize(2).allSatisfy(one -> assertThat(one.ending()).contains(Ending.SUCCEEDED));
        serves(story, third, "3");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "2 {}", "2 {\"3\":0.1}", "3 {}");
    }

    @Test
    void scenario18_aNewerPushTakesTheShareOverAndTheBaselineGetsTheOtherCallsThroughout() {
        begin(story, GIVES_WAY, 10);
        String third = story.push("thumbs", "latest", "third", OTHER);

        Deployment last = ends(story, Ending.SUCCEEDED);

        assertThat(story.deployments(THUMBS).getLast().ending()).contains(Ending.SUPERSEDED);
        serves(story, third, "3");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "1 {\"3\":0.1}", "3 {}");
        assertThat(last.plan().orElseThrow().baseline().release().revision().orElseThrow()).endsWith(":1");
        assertThat(story.aws().ledger().claims().read(new TargetName(THUMBS)).handed()).isEmpty();
    }

    @Test
    void whatTookTheShareOverAndFailsBeforeItsFirstCallGivesAllCallsBack() {
        String old = begin(story, GIVES_WAY, 10);
        story.push("thumbs", "latest", "third", GOOD.exitingAtInit(1));

        ends(story, Ending.ROLLED_BACK);

        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "1 {}");
    }

    @Test
    void whatTookTheShareOverAndCanNotBeginGivesAllCallsBackToo() {
        String old = begin(story, GIVES_WAY, 10);
        String third = story.push("thumbs", "latest", "third", OTHER);
        story.when("Announce", () -> story.aws().ecr().delete("shop/thumbs", third));

        Deployment last = ends(story, Ending.ROLLED_BACK);

        assertThat(last.change()).isEmpty();
        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "1 {}");
    }

    @Test
    void threeInARowEndAtTheBaselineOfTheFirst() {
        String old = begin(story, GIVES_WAY, 10);
        story.push("thumbs", "latest", "third", OTHER);
        story.until("Update").until("Update");
        story.push("thumbs", "latest", "fourth", GOOD.exitingAtInit(1));

        ends(story, Ending.ROLLED_BACK);

        assertThat(story.deployments(THUMBS)).hasSize(3);
        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "1 {}");
    }

    @Test
    void aPersonWhoStartsTheBaselinesImageWhileAShareGoesElsewhereIsNotToldThatItRunsAlready() {
        String old = begin(story, GIVES_WAY, 10);
        story.start("{\"target\":\"shop-thumbs\",\"image\":\"" + old + "\"}");

        ends(story, Ending.SUCCEEDED);

        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(old);
        assertThat(story.shop().function(THUMBS).weights("live")).isEmpty();
    }
}
