package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.wire.Fault;

/** What is told of a change whose Lambda died after it had written it down, so that the step was done again and found its own work. */
class RepeatedStoriesTest {
    private static final String V1 = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api:v1";
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    @Test
    void aCollisionOfTheUpdateIsStillTold() {
        Story story = live("v2");
        collides(story, "slipway-UpdateFunction");
        int[] lives = dies(story, "slipway-UpdateFunction", 1);
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(lives[0]).isNegative();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(deployment.change().orElseThrow().replaced()).isPresent();
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Collision", "someone else changed the service in the same moment");
    }

    @Test
    void aWayBackOfItsOwnIsNotTakenForEcssAndItsCollisionIsStillTold() {
        Story story = Story.open();
        String before = story.runs("api", "api");
        story.push("api", "v2", CRASHES);
        collides(story, "slipway-RollBackFunction");
        int[] lives = dies(story, "slipway-RollBackFunction", 1);

        Deployment deployment = story.play("shop-api");

        assertThat(lives[0]).isNegative();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(deployment.restore().orElseThrow().replaced()).isPresent();
    }

    @Test
    void aStopOfItsOwnIsNotTakenForEcss() {
        Story story = live("v2");
        String before = story.runs("api", "api");
        story.push("api", "v3", CRASHES);
        // By the third try ECS has begun to go back.
        int[] lives = dies(story, "slipway-RollBackFunction", 2);

        Deployment deployment = story.play("shop-api");

        assertThat(lives[0]).isNegative();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.STOPPED);
    }

    /** Somebody else changes the service between the last look and the call. */
    private static void collides(Story story, String caller) {
        String other = story.register("shop-api", V1);
        boolean[] once = {true};
        story.aws().wire().disturb(call -> {
            if (call.caller().equals(caller) && call.operation().equals("UpdateService") && once[0]) {
                once[0] = false;
                story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}");
            }
            return new Fault.None();
        });
    }

    /** Each of the function's next Lambdas dies when it has done all, and before anybody hears of it. */
    private static int[] dies(Story story, String function, int times) {
        int[] lives = {times};
        story.aws().functions().disturb((name, payload) -> name.equals(function) && payload.tree().has("deployment") && lives[0]-- > 0
                ? new Mishap.Exits(true) : new Mishap.None());
        return lives;
    }
}
