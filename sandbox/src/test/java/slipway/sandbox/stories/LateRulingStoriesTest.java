package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;
import slipway.rollout.TryAgain;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;

/** What becomes of a ruling that is done, and whose record comes late or never. */
class LateRulingStoriesTest {
    private int throttled;
    private int dies;
    private Action about = Action.FREEZE;
    private final Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> {
        if (operation.equals("records.write") && ((Deployment) arguments[0]).action() == about) {
            if (throttled-- > 0) {
                throw new TryAgain("AWS throttles the call");
            }
            if (dies-- > 0) {
                throw new IllegalStateException("the process ends");
            }
        }
        return rest.call(arguments);
    }));

    @ParameterizedTest
    @ValueSource(strings = {"shop-api", "*"})
    void aFreezeWhoseRecordComesLateIsNotFrozenAgainAfterItsEnd(String target) {
        throttled = 6;
        freeze(target, "ana");
        story.until(() -> !story.aws().ledger().freezes().all().isEmpty());
        unfreeze(target, "bob");
        story.until(() -> story.aws().ledger().freezes().all().isEmpty());
        assertThat(throttled).as("the record of the freeze is not written yet").isPositive();
        story.play();

        assertThat(story.deployments(target)).extracting(Deployment::action).containsExactly(Action.UNFREEZE, Action.FREEZE);
        assertThat(story.aws().ledger().freezes().all()).isEmpty();
        String digest = story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void anUnfreezeWhoseRecordComesLateDoesNotEndTheNextFreeze() {
        about = Action.UNFREEZE;
        freeze("shop-api", "ana");
        story.play();
        throttled = 6;
        unfreeze("shop-api", "bob");
        story.until(() -> story.aws().ledger().freezes().all().isEmpty());
        freeze("shop-api", "cleo");
        story.until(() -> !story.aws().ledger().freezes().all().isEmpty());
        assertThat(throttled).isPositive();
        story.play();

        assertThat(story.aws().ledger().freezes().all()).extracting(Freeze::by).containsExactly("cleo");
        story.push("api", "v2", GOOD);
        story.play();
        assertThat(story.slack().getLast()).startsWith("WAITING shop-api v2: frozen until ").endsWith(" by cleo: release week");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-api", "*"})
    void scenario21_aFreezeWhoseCloseDiesEachTimeHoldsInTheEndAndNobodyReadsARefusal(String target) {
        dies = 4;
        Execution first = freeze(target, "ana");
        story.play();

        assertThat(first.status()).isEqualTo(Execution.Status.FAILED);
        assertThat(story.aws().ledger().freezes().all()).singleElement().satisfies(freeze -> assertThat(freeze.since()).as("as of when it was asked for").isEqualTo(first.started()));
        Deployment frozen = story.deployments(target).getFirst();
        assertThat(frozen.cause().orElseThrow().code()).isEqualTo("Frozen");
        assertThat(frozen.cause().orElseThrow().sentence()).doesNotContain("before,");
        assertThat(story.slack().getLast()).startsWith("FROZEN ");
        assertThat(story.mail("OperationsTopic")).singleElement().asString().startsWith("DIED: ");
        assertThat(story.letters("OperationsTopic").getFirst()).contains("was written down: it is started once more; twice does no harm.");
        story.push("api", "v2", GOOD);
        story.play();
        assertThat(story.deployments("shop-api")).noneMatch(one -> one.action() == Action.DEPLOY);
    }

    @Test
    void scenario21_whatDiedIsNotRuledPastWhatAnotherRuledMeanwhile() {
        dies = 4;
        Execution first = freeze("shop-api", "ana");
        story.until(() -> !story.aws().ledger().freezes().all().isEmpty());
        unfreeze("shop-api", "bob");
        story.play();

        assertThat(first.status()).isEqualTo(Execution.Status.FAILED);
        assertThat(story.aws().ledger().freezes().all()).isEmpty();
    }

    @Test
    void scenario21_anUnfreezeWhoseCloseDiesEachTimeStartsWhatWaits() {
        about = Action.UNFREEZE;
        freeze("shop-api", "ana");
        story.play();
        String digest = story.push("api", "v2", GOOD);
        story.play();
        dies = 4;
        unfreeze("shop-api", "bob");
        story.pass(Duration.ofMinutes(5)).play();

        assertThat(story.mail("OperationsTopic")).singleElement().asString().startsWith("DIED: ");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.slack()).anySatisfy(text -> assertThat(text).startsWith("UNFROZEN shop-api by bob"));
    }

    @Test
    void aHoldWhoseRecordComesLateIsNotHeldAgainAfterItsRelease() {
        String digest = story.push("api", "own", GOOD);
        about = Action.HOLD;
        throttled = 6;
        rule("hold", digest, "ana");
        story.until(() -> held().isPresent());
        rule("release", digest, "bob");
        story.until(() -> held().isEmpty());
        assertThat(throttled).as("the record of the hold is not written yet").isPositive();
        story.play();

        assertThat(throttled).isNotPositive();
        assertThat(held()).isEmpty();
    }

    @Test
    void aReleaseWhoseRecordComesLateDoesNotEndTheNextHold() {
        String digest = story.push("api", "own", GOOD);
        about = Action.RELEASE;
        rule("hold", digest, "ana");
        story.play();
        throttled = 6;
        rule("release", digest, "bob");
        story.until(() -> held().isEmpty());
        rule("hold", digest, "cleo");
        story.until(() -> held().isPresent());
        assertThat(throttled).isPositive();
        story.play();

        assertThat(held()).flatMap(Hold::by).contains("cleo");
    }

    @Test
    void scenario21_aReleaseThatDiedEndsNoHoldOfMeanwhile() {
        String digest = story.push("api", "own", GOOD);
        about = Action.RELEASE;
        rule("hold", digest, "ana");
        story.play();
        dies = 4;
        rule("release", digest, "bob");
        story.until(() -> held().isEmpty());
        rule("hold", digest, "cleo");
        story.pass(Duration.ofMinutes(5)).play();

        assertThat(story.mail("OperationsTopic")).singleElement().asString().startsWith("DIED: ");
        assertThat(held()).flatMap(Hold::by).contains("cleo");
    }

    private Optional<Hold> held() {
        return story.aws().ledger().holds().of(new TargetName("shop-api")).stream().findFirst();
    }

    private void rule(String action, String image, String by) {
        story.start("{\"target\":\"shop-api\",\"action\":\"" + action + "\",\"image\":\"" + image + "\",\"reason\":\"too slow\",\"by\":\"" + by + "\"}");
    }

    private Execution freeze(String target, String by) {
        return story.start("{\"target\":\"" + target + "\",\"action\":\"freeze\",\"reason\":\"release week\",\"by\":\"" + by + "\",\"until\":\"2h\"}");
    }

    private void unfreeze(String target, String by) {
        story.start("{\"target\":\"" + target + "\",\"action\":\"unfreeze\",\"by\":\"" + by + "\"}");
    }
}
