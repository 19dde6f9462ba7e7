package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;

/** What becomes of a target whose deployment died with its execution. */
class DeadOwnerStoriesTest {
    private final Story story = Story.open();

    private void abortInMidRollout(String tag) {
        story.push("api", tag, Behaviour.GOOD);
        story.until("Wait");
        story.aws().machines().executions().getLast().stop("Aborted", "a person stopped the execution");
    }

    @Test
    void scenario21_theNextPushTakesOverFromADeadOwnerAndPeopleAreToldWhatItLeft() {
        abortInMidRollout("v2");
        story.pass(Duration.ofMinutes(10));
        String digest = story.push("api", "v3", Behaviour.GOOD);
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.path(last)).containsSubsequence("Claim", "Overtook?", "Tell overtaken", "Claimed?", "Plan", "Succeeded");
        Deployment dead = story.deployment("shop-api", "v2");
        assertThat(dead.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(dead.cause().orElseThrow().code()).isEqualTo("DeployerDied");
        assertThat(story.aws().sns().published()).anySatisfy(mail -> assertThat(mail.subject().orElse("")).startsWith("NEEDS HUMAN shop-api v2"));
    }

    @Test
    void scenario36_aStoppedExecutionsLastWriterIsWaitedForAndNoPushIsLost() {
        abortInMidRollout("v2");
        String digest = story.push("api", "v3", Behaviour.GOOD);
        story.play();
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).waiting()).isPresent();

        story.pass(Duration.ofMinutes(20));
        story.play();
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario21_theSweepFreesATargetThatADeadOwnerHoldsAndNobodyWaitsFor() {
        abortInMidRollout("v2");
        story.pass(Duration.ofMinutes(25));
        story.play();
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).claim()).isEmpty();
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(story.aws().sns().published()).anySatisfy(mail -> assertThat(mail.subject().orElse("")).startsWith("NEEDS HUMAN shop-api v2"));
    }
}
