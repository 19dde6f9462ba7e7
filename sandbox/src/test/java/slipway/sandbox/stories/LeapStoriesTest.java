package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.Ways;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.ServiceView;

/** What is looked at before anything is touched. */
class LeapStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String FORCE = "{\"forceNewDeployment\":true}";

    @Test
    void anIndexWithoutAnImageForTheServicesProcessorsIsRefused() {
        Story story = Story.open();
        story.aws().ecr().pushIndex("shop/api", "v2", "arm", GOOD, List.of("arm64"));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("no image for the processors of the service's task definition", "architecture=amd64");
        assertThat(story.calls()).doesNotContain("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }

    @Test
    void anIndexWithOneGoesLive() {
        Story story = Story.open();
        story.aws().ecr().pushIndex("shop/api", "v2", "both", GOOD, List.of("arm64", "amd64"));

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
    }

    @Test
    void aPushWaitsForSomebodyElsesRolloutToEnd() {
        Story story = RollbackStoriesTest.live("v2");
        story.updateService("api", FORCE);
        String theirs = story.shop().service("api").deployments().getFirst().id();
        seen(story);
        String digest = story.push("api", "v3", GOOD);
        story.until("Update");

        ServiceView api = story.shop().service("api");
        assertThat(api.deployments().getFirst().id()).isEqualTo(theirs);
        assertThat(api.steady()).as("theirs is completed").isTrue();
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** Its fix has to come through. */
    @Test
    void oneThatDoesNotEndIsNotWaitedForLongerThanTenMinutes() {
        Story story = RollbackStoriesTest.live("v2");
        String slow = story.register("shop-api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@"
                + story.push("api", "nightly", GOOD.listeningAfter(Duration.ofHours(1))));
        story.updateService("api", "{\"healthCheckGracePeriodSeconds\":7200,\"taskDefinition\":\"" + slow + "\"}");
        Instant began = story.now();
        seen(story);
        String digest = story.push("api", "v3", GOOD);
        story.until("Update");
        assertThat(Duration.between(began, story.now())).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(12));

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void whoStartsByHandDoesNotWait() {
        Story story = RollbackStoriesTest.live("v2");
        String before = story.runs("api", "api");
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofDays(9), 1));
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.pass(Duration.ofMinutes(10)).updateService("api", FORCE);
        seen(story);
        Instant began = story.now();
        story.start("{\"target\":\"shop-api\",\"image\":\"v2\"}");
        story.until("Update");

        assertThat(Duration.between(began, story.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** By hand too: the way back is one more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scenario15_noneBeginsWithoutRoomForItsRollback(boolean byHand) {
        assumeTrue(Under.ways().equals(Ways.DEFAULT), "where readings are of before, they show fewer than there are");
        Story story = RollbackStoriesTest.live("v2");
        String before = story.runs("api", "api");
        for (int times = 0; times < 3; times++) {
            story.updateService("api", FORCE);
        }
        assertThat(story.shop().service("api").deployments()).hasSize(4);
        story.push("api", "v3", CRASHES);
        if (byHand) {
            story.start("{\"target\":\"shop-api\",\"image\":\"v3\"}");
        }
        story.until("Update");

        assertThat(story.shop().service("api").deployments()).hasSizeLessThan(4);
        story.play();
        assertThat(story.deployments("shop-api")).anySatisfy(one -> assertThat(one.ending()).contains(Ending.ROLLED_BACK));
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** A reading may be of up to 25 s before. */
    private static void seen(Story story) {
        story.pass(Duration.ofSeconds(26));
    }
}
