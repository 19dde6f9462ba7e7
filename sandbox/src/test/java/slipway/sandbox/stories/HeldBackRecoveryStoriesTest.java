package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
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
        story.aws().ledger().holds().put(new Hold(API, new Digest(bad), new DeploymentId("shop-api-bad"), story.now(), "It was rolled back."), 0);

        Deployment recovered = story.play("shop-api");

        assertThat(recovered.death()).isPresent();
        assertThat(recovered.ending()).contains(Ending.NOT_CHANGED);
        assertThat(recovered.cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    @Test
    void aPushThatIsFrozenDoesNotEndWhatTheDeadHasBegun() {
        String second = beginsAndDies();
        story.pass(Duration.ofSeconds(80));
        String third = story.push("api", "v3", GOOD);
        story.play();

        requireRecovered(second);
        story.start("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(third);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    @Test
    void norDoesItTakeOverWhereNobodyToldOfTheDeath() {
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.states") ? List.of() : List.of(Duration.ZERO));
        String second = beginsAndDies();
        story.pass(Duration.ofMinutes(3));
        story.push("api", "v3", GOOD);
        story.play();
        story.route("{\"sweep\":true}");
        story.play();

        requireRecovered(second);
        assertThat(story.aws().ledger().claims().read(API).waiting()).isPresent();
    }

    /** What the dead had taken over is for its recovery to watch, and no reason to let a push past the freeze (seed 41007879). */
    @Test
    void norWhereTheDeadHadTakenOverFromAnother() {
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.states") ? List.of() : List.of(Duration.ZERO));
        story.follow("shop-api", "{\"whileDeploying\":\"giveWay\"}");
        story.push("api", "v2", GOOD);
        story.until("Observe");
        String second = story.push("api", "v3", GOOD.listeningAfter(Duration.ofSeconds(6)));
        story.until(() -> story.aws().ledger().claims().read(API).handed().isPresent()).until("Update").until("Observe");
        die();
        story.aws().ledger().freezes().put(new Freeze(API, "release week", "ana", story.now(), story.now().plusSeconds(7200)));
        story.pass(Duration.ofMinutes(3));
        story.push("api", "v4", GOOD);
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(second);
        story.route("{\"sweep\":true}");
        story.play();

        assertThat(story.runs("api", "api")).as("nor after its recovery").isEqualTo(second);
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.aws().ledger().claims().read(API).waiting()).isPresent();
    }

    @Test
    void scenario21_whatNobodyWatchesAnyMoreCallsAPersonAndTakesNoPushPastAFreeze() {
        handsOverToWhatIsRefused();
        story.aws().ledger().freezes().put(new Freeze(API, "release week", "ana", story.now(), story.now().plusSeconds(7200)));
        Deployment refused = story.play("shop-api");

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUPERSEDED);
        assertThat(refused.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(refused.cause().orElseThrow().code()).isEqualTo("Unwatched");
        assertThat(refused.cause().orElseThrow().facts()).containsEntry("before", "Held");
        assertThat(story.mail("DeploymentsTopic")).anySatisfy(subject -> assertThat(subject).startsWith("NEEDS HUMAN shop-api v1: nobody watches what was left in mid-rollout"));
        String left = story.runs("api", "api");
        story.push("api", "v4", GOOD);
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(left);
        assertThat(story.slack()).anySatisfy(text -> assertThat(text).startsWith("WAITING shop-api v4: frozen until"));
    }

    @Test
    void scenario21_theNextPushTakesOverWhatNobodyWatched() {
        handsOverToWhatIsRefused();
        assertThat(story.play("shop-api").ending()).contains(Ending.NEEDS_HUMAN);
        String next = story.push("api", "v3", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(next);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    /** A start by hand of what is held waits for a deployment that has died in mid-rollout. */
    private void handsOverToWhatIsRefused() {
        String first = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.until("Observe");
        die();
        story.aws().ledger().holds().put(new Hold(API, new Digest(first), new DeploymentId("shop-api-bad"), story.now(), "It was rolled back."), 0);
        story.start("{\"target\":\"shop-api\",\"image\":\"v1\"}");
        story.until("Waiting");
    }

    /** The target is frozen just after. */
    private String beginsAndDies() {
        String digest = story.push("api", "v2", GOOD);
        story.until("Observe");
        die();
        story.aws().ledger().freezes().put(new Freeze(API, "release week", "ana", story.now(), story.now().plusSeconds(7200)));
        return digest;
    }

    private void requireRecovered(String digest) {
        Deployment second = story.deployment("shop-api", "v2");
        assertThat(second.ending()).contains(Ending.SUCCEEDED);
        assertThat(second.death()).isPresent();
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    private void die() {
        story.aws().timeline().after(Duration.ofMillis(1), () -> story.aws().machines().executions().stream()
                .filter(one -> one.status() == Execution.Status.RUNNING && one.identity().machineName().endsWith("deploy")).findFirst().orElseThrow().expire());
        story.pass(Duration.ofSeconds(2));
    }
}
