package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;
import static slipway.sandbox.stories.FunctionStoriesTest.OTHER;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;

/** A tag that goes to another image and back while the first rolls out: that has handed over, and what comes next brings the same again. */
class GiveWayToItselfStoriesTest {
    private static final String GIVES_WAY = "{\"whileDeploying\":\"giveWay\"}";
    /** Its bake is longer than what crashes lives, wherever that begins. */
    private static final String BAKES = "{\"whileDeploying\":\"giveWay\",\"limits\":{\"bakeSeconds\":120,\"deadlineSeconds\":900}}";
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(50), 1);

    private final Story story = Story.open();

    @Test
    void theRolloutGoesOnUnderTheSecondAndIsWatchedToItsEnd() {
        String digest = thereAndBack("web", "shop-web", GIVES_WAY, GOOD, GOOD);

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "web")).isEqualTo(digest);
        assertThat(story.deployments("shop-web")).extracting(one -> one.ending().orElseThrow())
                .containsOnly(Ending.SUPERSEDED, Ending.SUCCEEDED).containsOnlyOnce(Ending.SUCCEEDED);
        assertThat(story.calls()).as("it runs already").containsOnlyOnce("ecs:UpdateService");
        assertThat(story.aws().ledger().claims().read(last.target()).handed()).isEmpty();

        assertThat(story.slack()).contains("DEPLOYING shop-web latest: watches what runs already, 2 tasks").noneSatisfy(text -> assertThat(text).contains("NEEDS"));
        assertFree(story, "shop-web");
    }

    @Test
    void whatFailsThenGoesBackToWhatRanBeforeTheFirstAndIsHeld() {
        String before = story.runs("web", "web");
        String digest = thereAndBack("web", "shop-web", BAKES, CRASHES, GOOD);

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(before);
        assertThat(story.aws().ledger().holds().find(last.target(), new Digest(digest))).isPresent();
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-web latest: ").doesNotContain("Runs latest").contains(". Runs ");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("This image is held here: no push brings it back", "from:    sha256:" + before.substring(before.indexOf(':') + 1),
                "an earlier deployment told the service to run latest (shop-web:", "; this one had nothing to change");
    }

    /** It runs as nobody's baseline but its own, and what it has replaced is not to come back. */
    @Test
    void aTagThatComesBackToWhatRanAtFirstWakesNobodyEither() {
        story.follow("shop-web", BAKES).forget();
        String before = story.runs("web", "web");
        String second = story.push("web", "latest", "second", GOOD);
        story.until("Tell");
        story.aws().ecr().retag("shop/web", before, "latest");
        story.until("Hand over?").until("Tell");
        story.aws().ecr().retag("shop/web", second, "latest");
        story.until("Hand over?");
        story.aws().ecr().retag("shop/web", before, "latest");

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "web")).isEqualTo(before);
        assertThat(story.deployments("shop-web")).extracting(one -> one.ending().orElseThrow()).doesNotContain(Ending.NEEDS_HUMAN, Ending.ROLLED_BACK);
    }

    @Test
    void whatFailsThenAndIsToBeLeftIsToldAsWhatHasServed() {
        thereAndBack("web", "shop-web", BAKES.replace("{\"while", "{\"onFailure\":\"leave\",\"while"), CRASHES, GOOD);

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.NEEDS_HUMAN);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("which failed, and was not taken back").doesNotContain("no call has reached");
    }

    /** Somebody deploys anew what is watched: it is theirs now, and neither fought nor called live. */
    @Test
    void scenario20_anotherDeploymentOfWhatWasTakenOverIsLeftToWhoeverMadeIt() {
        String digest = thereAndBack("web", "shop-web", BAKES, GOOD, GOOD);
        story.until("Update").until("Observe").pass(Duration.ofSeconds(20));
        story.updateService("web", "{\"forceNewDeployment\":true}");

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.NEEDS_HUMAN);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("ChangedBySomeoneElse");
        assertThat(story.shop().service("web").taskDefinition()).isEqualTo(last.change().orElseThrow().release().revision().orElseThrow());
        assertThat(story.aws().ledger().holds().find(last.target(), new Digest(digest))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {GIVES_WAY, "{\"whileDeploying\":\"giveWay\",\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":60}}}"})
    void aFunctionsCallsStayWithItOrGoOver(String target) {
        String digest = thereAndBack("thumbs", THUMBS, target, OTHER, FunctionBehaviour.GOOD);

        Deployment last = story.play(THUMBS);

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        FunctionStoriesTest.serves(story, digest, "2");
        assertThat(story.aws().ledger().claims().read(last.target()).handed()).isEmpty();
    }

    @Test
    void backBeforeItIsLookedAtNothingIsHandedOver() {
        story.follow("shop-web", GIVES_WAY).forget();
        String digest = story.push("web", "latest", "second", GOOD);
        story.until("Tell");
        story.push("web", "latest", "third", GOOD);
        story.aws().ecr().retag("shop/web", digest, "latest");

        story.play("shop-web");

        assertThat(story.deployments("shop-web")).extracting(one -> one.ending().orElseThrow()).containsOnlyOnce(Ending.SUCCEEDED)
                .doesNotContain(Ending.NEEDS_HUMAN, Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(digest);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
    }

    @Test
    void aPersonWhoAsksForWhatWasHandedOverHasItWatched() {
        String before = story.runs("web", "web");
        story.follow("shop-web", BAKES).forget();
        String digest = story.push("web", "latest", "second", CRASHES);
        story.until("Tell");
        story.push("web", "latest", "third", GOOD);
        story.until("Hand over?");
        story.aws().ecr().retag("shop/web", digest, "latest");
        story.start("{\"target\":\"shop-web\",\"image\":\"" + digest + "\"}");

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(before);
    }

    private String thereAndBack(String name, String target, String change, slipway.sandbox.cloud.Annotated first, slipway.sandbox.cloud.Annotated second) {
        story.follow(target, change).forget();
        String digest = story.push(name, "latest", "second", first);
        story.until("Tell");
        backAgain("shop/" + name, name, digest, second);
        return digest;
    }

    private void backAgain(String repository, String name, String digest, slipway.sandbox.cloud.Annotated between) {
        story.push(name, "latest", "third", between);
        story.until("Hand over?");
        story.aws().ecr().retag(repository, digest, "latest");
    }
}
