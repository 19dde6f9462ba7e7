package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.wire.Fault;

/** What becomes of a deployment when others change the service too, and when ECS itself is slow to tell. */
class OthersStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    @Test
    void scenario20_whatAPersonChangesInTheMiddleIsNotFought() {
        Story story = live("v2");
        String other = story.register("shop-api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api:v1");
        story.push("api", "v3", GOOD);
        story.until("Tell");
        story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ChangedBySomeoneElse");
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, ending("Needs human")));
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(other);
        assertThat(story.slack().getLast()).startsWith("NEEDS HUMAN shop-api v3: ");
    }

    @Test
    void whatAPersonChangesJustBeforeTheRollbackIsLeft() {
        Story story = live("v2");
        String other = story.register("shop-api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api:v1");
        story.push("api", "v3", CRASHES);
        story.when("Roll back", () -> story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}"));

        Deployment deployment = story.play("shop-api");

        if (Under.ways().ecs().staleReads().isPositive()) {
            // Nobody can see what a person has just done there, and ECS has no compare-and-set.
            assertThat(deployment.restore().orElseThrow().way()).isIn(Restore.Way.STOPPED, Restore.Way.UPDATED, Restore.Way.LEFT);
            return;
        }
        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.LEFT);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, List.of("Roll back", "Rolling back?"), ending("Needs human")));
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(other);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
    }

    @Test
    void scenario34_terraformPuttingTheOldRevisionBackIsARollback() {
        Story story = live("v2");
        String old = story.shop().service("api").taskDefinition();
        String digest = story.runs("api", "api");
        story.push("api", "v3", GOOD);
        story.until("Tell");
        story.updateService("api", "{\"taskDefinition\":\"" + old + "\"}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.WATCHED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("WentBack");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario06_scaledToZeroInTheMiddleIsNeverCalledLive() {
        Story story = live("v2");
        story.push("api", "v3", GOOD);
        story.until("Tell");
        story.updateService("api", "{\"desiredCount\":0}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ScaledToZero");
    }

    @Test
    void scenario14_scaledToZeroWhileItGoesBackIsLeftSo() {
        Story story = live("v2");
        story.push("api", "v3", CRASHES);
        story.when("Observe restore", () -> story.updateService("api", "{\"desiredCount\":0}"));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(story.shop().service("api").desired()).isZero();
    }

    @Test
    void autoscalingInTheMiddleIsLeftAlone() {
        Story story = live("v2");
        String digest = story.push("api", "v3", GOOD);
        story.until("Tell");
        story.updateService("api", "{\"desiredCount\":3}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.shop().service("api").desired()).isEqualTo(3);
        assertThat(story.shop().service("api").healthy()).isEqualTo(3);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario15_fiveDeploymentsOnTheWayAreWaitedFor() {
        Story story = live("v2");
        AwsFault full = AwsFault.of("InvalidParameterException", "5 active deployments exist, unable to create new deployment.");
        int[] times = {5};
        story.aws().wire().disturb(call -> call.operation().equals("UpdateService") && times[0]-- > 0 ? new Fault.Error(full, false) : new Fault.None());
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).containsSubsequence("Update", "Update again?", "Wait to update", "Update", "Wait");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void othersWhoRegisterInTheFamilyAtTheSameTimeAreWaitedFor() {
        Story story = live("v2");
        int[] times = {5};
        story.aws().wire().disturb(call -> call.operation().equals("RegisterTaskDefinition") && times[0]-- > 0 ? Fault.contended() : new Fault.None());
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).containsSubsequence("Update", "Update again?", "Wait to update", "Update", "Wait");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void readingsOfBeforeTheChangeAreWaitedOut() {
        Story story = Story.open(Variants.DEFAULT.stale(Duration.ofSeconds(25)));
        String digest = story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.push("api", "v3", CRASHES);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }
}
