package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;
import slipway.sandbox.asl.Execution;

/** What holds and freezes do to deployments whose execution died. */
class HeldBackRecoveryStoriesTest {
    private static final TargetName API = new TargetName("shop-api");

    private final Story story = Story.open();

    @Test
    void scenario05_aRecoveryOfWhatIsHeldByThenChangesNothing() {
        String before = story.runs("api", "api");
        String bad = story.push("api", "v2", GOOD);
        story.until("Plan");
        die();
        story.aws().ledger().holds().put(new Hold(API, new Digest(bad), new DeploymentId("shop-api-bad"), story.now(), "It was rolled back."));

        Deployment recovered = story.play("shop-api");

        assertThat(recovered.death()).isPresent();
        assertThat(recovered.ending()).contains(Ending.NOT_CHANGED);
        assertThat(recovered.cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    @Test
    void aPushThatIsFrozenTakesOverFromNobodyAndRecoveryEndsWhatTheDeadHasBegun() {
        String second = story.push("api", "v2", GOOD);
        story.until("Observe");
        die();
        story.aws().ledger().freezes().put(new Freeze(API, "release week", "ana", story.now(), story.now().plusSeconds(7200)));
        story.pass(Duration.ofSeconds(80));
        String third = story.push("api", "v3", GOOD);
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployment("shop-api", "v2").death()).isPresent();
        assertThat(story.runs("api", "api")).isEqualTo(second);

        story.start("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(third);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    private void die() {
        story.aws().timeline().after(Duration.ofMillis(1), () -> story.aws().machines().executions().stream()
                .filter(one -> one.status() == Execution.Status.RUNNING && one.identity().machineName().endsWith("deploy")).findFirst().orElseThrow().expire());
        story.pass(Duration.ofSeconds(2));
    }
}
