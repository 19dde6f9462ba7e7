package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Variants.Way;

/** ECS's own circuit breaker goes back where Slipway is not asked, has been told to leave it, or goes back itself (scenarios 8, 12). */
class EcsGoesBackStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String LEAVE = "{\"onFailure\":\"leave\",\"limits\":{\"bakeSeconds\":30}}";
    private static final String ROLLBACK = "{\"target\":\"shop-api\",\"action\":\"rollback\"}";

    /** Who was called pastes the command of the message: one release more would be one too many. */
    @Test
    void scenario12_whatEcsTookBackAfterTheCallIsNotTakenBackTwice() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", LEAVE);
        String before = story.runs("api", "api");
        RollbackStoriesTest.breaker(story, "api");
        story.push("api", "v3", CRASHES);
        Deployment left = story.play("shop-api");
        if (story.in(Way.QUICK_EXITS_HAVE_RUN)) {
            // Such a breaker sees no failure in a crash.
            return;
        }
        assertThat(left.restore().orElseThrow().way()).as("%s", left).isEqualTo(Restore.Way.KEPT);
        story.until(() -> story.shop().service("api").events().stream().anyMatch(event -> event.contains("rolling back to deployment")));

        story.start(ROLLBACK);
        Deployment asked = story.play("shop-api");

        assertThat(asked.ending()).as("%s", asked.cause()).contains(Ending.NOT_CHANGED);
        assertThat(asked.cause().orElseThrow().sentence()).startsWith("What was left has been taken back already, to the release seen healthy before it: to go further back, name");
        assertThat(story.pass(Duration.ofMinutes(10)).runs("api", "api")).isEqualTo(before);

        story.start(ROLLBACK.replace("}", ",\"to\":\"" + left.id() + "\"}"));
        assertThat(story.play("shop-api").ending()).contains(Ending.NOT_CHANGED);
    }

    /** What a person was called about once is not taken back when the next one fails. */
    @Test
    void scenario12_whereEcsGoesBackToWhatWasLeftItStays() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", LEAVE.replace("30}", "30,\"crashesBeforeRollback\":2}"));
        String left = story.push("api", "v3", GOOD);
        story.until("Update").until("Observe").until(() -> story.shop().service("api").steady());
        RollbackStoriesTest.crash(story, 2);
        assertThat(story.play("shop-api").restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        story.follow("shop-api", LEAVE.replace("30}", "30,\"crashesBeforeRollback\":20}")).pass(Duration.ofMinutes(5));
        RollbackStoriesTest.breaker(story, "api");
        assertThat(story.runs("api", "api")).isEqualTo(left);
        story.forget();

        story.push("api", "v4", CRASHES);
        Deployment failed = story.play("shop-api");
        if (story.in(Way.QUICK_EXITS_HAVE_RUN)) {
            return;
        }

        assertThat(failed.ending()).as("%s", failed.cause()).contains(Ending.NEEDS_HUMAN);
        assertThat(failed.restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.pass(Duration.ofMinutes(10)).runs("api", "api")).isEqualTo(left);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Runs now:  v3 (shop-api:");
    }

    /** ECS goes back to what it called completed last, which is what was bad. */
    @Test
    void whatEcsPutInPlaceAgainIsNobodysBaseline() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", "{\"limits\":{\"bakeSeconds\":30}}");
        String good = story.runs("api", "api");
        RollbackStoriesTest.breaker(story, "api");
        String bad = story.push("api", "v3", GOOD);
        story.until("Update").until("Observe").until(() -> story.shop().service("api").steady());
        RollbackStoriesTest.crash(story, 2);
        // Gone just as it is needed: its tasks can't be pulled, and ECS gives the way back up.
        story.when("Roll back", () -> story.aws().ecr().delete("shop/api", good));
        Deployment failed = story.play("shop-api");
        assertThat(failed.ending()).as("%s", failed.cause()).contains(Ending.NEEDS_HUMAN);
        assertThat(story.pass(Duration.ofMinutes(20)).runs("api", "api")).isEqualTo(bad);

        story.push("api", "v4", GOOD);
        Deployment next = story.play("shop-api");

        assertThat(next.ending()).contains(Ending.NOT_CHANGED);
        assertThat(next.cause().orElseThrow().code()).isEqualTo("BaselineGone");
    }

    /** ECS starts no more of it, so that it would never come to run by being asked for again. */
    @Test
    void whatEcsHasGivenUpIsNotSaidToRunAlready() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", LEAVE.replace("30}", "30,\"crashesBeforeRollback\":20}"));
        story.updateService("api", "{\"deploymentConfiguration\":{\"deploymentCircuitBreaker\":{\"enable\":true,\"rollback\":false}}}");
        story.push("api", "v3", CRASHES);
        assertThat(story.play("shop-api").restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        if (story.in(Way.QUICK_EXITS_HAVE_RUN)) {
            return;
        }

        story.start("{\"target\":\"shop-api\",\"image\":\"v3\",\"reason\":\"its database is there now\"}");
        Deployment again = story.play("shop-api");

        assertThat(again.ending()).contains(Ending.NOT_CHANGED);
        assertThat(again.cause().orElseThrow().sentence()).startsWith("It runs this image already. ECS has given that up (").endsWith("once it is mended, update the service with --force-new-deployment.");
    }
}
