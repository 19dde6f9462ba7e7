package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.Ways;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;

/** How often Slipway looks: often while a verdict may fall, else seldom, and never so often that an execution has no room for it. */
class PaceStoriesTest {
    private enum Image {
        NEVER_PLACED(GOOD),
        CRASHES_AGAIN_AND_AGAIN(GOOD.crashingAfter(Duration.ofSeconds(2), 1)),
        FLAPS(GOOD.flapping(Duration.ofSeconds(40)));

        final Behaviour behaviour;

        Image(Behaviour behaviour) {
            this.behaviour = behaviour;
        }
    }

    /** Nine, and the one in which a bake may end that is nearly over at the deadline. */
    @ParameterizedTest
    @EnumSource
    void tenMinutesHaveAtMost45Looks(Image image) {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", "{\"limits\":{\"deadlineSeconds\":540,\"crashesBeforeRollback\":100}}");
        story.when("Roll back", () -> story.shop().service("api").capacity(true));
        push(story, image);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NotSettled");
        int looks = Collections.frequency(execution(story, deployment).path(), "Observe");
        assertThat(looks).isBetween(25, 45);
    }

    /** Four hours until it goes back, and four until a person is called; something new goes wrong all the time. */
    @Test
    void theLongestAllowedDeploymentNeedsAtMostTenThousandEvents() {
        assumeTrue(Under.ways().equals(Ways.DEFAULT), "eight hours take long to play");
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", "{\"limits\":{\"deadlineSeconds\":14400,\"restoreSeconds\":14400,\"crashesBeforeRollback\":100}}");
        story.when("Roll back", () -> story.shop().service("api").capacity(false));
        story.when("Observe restore", () -> RollbackStoriesTest.crash(story, 2));
        push(story, Image.CRASHES_AGAIN_AND_AGAIN);
        Deployment deployment = story.pass(Duration.ofHours(7)).play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.NEEDS_HUMAN);
        assertThat(execution(story, deployment).history().size()).isBetween(4_000, 10_000);
    }

    /** The bake begins when ECS has completed the rollout, however long ago the look before was. */
    @Test
    void lookingSeldomCostsAGoodImageNoTime() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", "{\"limits\":{\"bakeSeconds\":60}}");
        story.updateService("api", "{\"healthCheckGracePeriodSeconds\":300}");
        story.push("api", "v3", GOOD.listeningAfter(Duration.ofSeconds(100)));
        story.until("Update").until("Observe").until(() -> story.shop().service("api").steady());
        Instant completed = story.aws().timeline().now();
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(Duration.between(completed, deployment.endedAt().orElseThrow())).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
    }

    private static void push(Story story, Image image) {
        if (image == Image.NEVER_PLACED) {
            story.when("Update", () -> story.shop().service("api").capacity(false));
        }
        story.push("api", "v3", image.behaviour);
    }

    private static Execution execution(Story story, Deployment deployment) {
        return story.aws().machines().execution(deployment.execution());
    }
}
