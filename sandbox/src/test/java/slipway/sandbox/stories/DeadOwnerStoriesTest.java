package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.cloud.lambda.Mishaps;

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
    void scenario36_anUpdateWhoseExecutionIsStoppedMeanwhileWritesAllTheSame() {
        String before = story.runs("api", "api");
        story.aws().functions().disturb(name -> name.equals("slipway-UpdateFunction") ? new Mishap.Hangs(Duration.ofSeconds(40)) : new Mishap.None());
        String left = story.push("api", "v2", Behaviour.GOOD);
        story.until("Update").pass(Duration.ofSeconds(5));
        story.aws().machines().executions().getLast().stop("Aborted", "a person stopped the execution");
        story.pass(Duration.ofSeconds(30));
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        assertThat(story.runs("api", "api")).isEqualTo(before);

        story.pass(Duration.ofSeconds(10));
        assertThat(story.calls()).as("nobody listens any more, and it writes").contains("ecs:UpdateService");
        story.aws().functions().disturb(Mishaps.NONE);
        story.pass(Duration.ofMinutes(5));
        assertThat(story.runs("api", "api")).isEqualTo(left);
        String digest = story.push("api", "v3", Behaviour.GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.NEEDS_HUMAN);
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
