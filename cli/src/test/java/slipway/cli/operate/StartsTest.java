package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount;
import slipway.cli.account.InAccount.Ran;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.cloud.Behaviour;

/** The commands that start the deploy machine, each once right and once wrong. */
class StartsTest {
    private final InAccount account = new InAccount();

    private void rest() {
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(40)));
    }

    private String live(String tag, Behaviour behaviour) {
        String digest = account.shop.push("shop/api", tag, behaviour);
        rest();
        return digest;
    }

    /** An image that came while the target was frozen, so that only a person brings it. */
    private String stored(String tag) {
        return account.shop.aws().ecr().push("shop/api", tag, "stored " + tag, Behaviour.GOOD);
    }

    private Deployment last() {
        return account.shop.aws().ledger().records().latest(new TargetName("shop-api"), 1).getFirst();
    }

    private Ran freeze(String... arguments) {
        return account.operate(FreezeCommand::new, arguments);
    }

    private void frozen() {
        assertThat(freeze("shop-api", "--reason", "release week", "--by", "ana", "--for", "3d").status()).isZero();
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndChangesNothing() {
        live("v7", Behaviour.GOOD);
        frozen();
        String digest = stored("v8");
        long executions = account.shop.aws().machines().executions().size();
        Ran ran = account.operate(DeployCommand::new, "shop-api", "v8", "--dry-run");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("Would change shop-api:\n  api: ").contains(" → ").endsWith("shop/api@" + digest + "\n");
        assertThat(account.shop.aws().machines().executions()).hasSize((int) executions);
        assertThat(account.shop.aws().ledger().records().latest(new TargetName("shop-api"), 5)).noneMatch(one -> one.asked().equals("v8"));

        Ran same = account.operate(DeployCommand::new, "shop-api", "v7", "--dry-run");
        assertThat(same.status()).isZero();
        assertThat(same.out()).isEqualTo("Would change nothing.\nIt runs this image already.\n");
        Ran wrong = account.operate(DeployCommand::new, "shop-api", "v99", "--dry-run");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("image is not in the target's repository: check the tag or digest, or push it first");
    }

    @Test
    void deployBringsTheImageAndNamesTheDeployment() {
        live("v7", Behaviour.GOOD);
        frozen();
        String digest = stored("v8");
        Ran ran = account.operate(DeployCommand::new, "shop-api", "v8");
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).startsWith("  api: ").contains("→").contains("shop/api@" + digest, last().id() + ": ./slipway ");
        rest();
        assertThat(last().ending()).isEqualTo(Optional.of(Ending.SUCCEEDED));

        Ran wrong = account.operate(DeployCommand::new, "shop-api", "v99");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("mage is not in the target's repository").doesNotContain("\n");
    }

    @Test
    void whatIsHeldGoesOnlyByForceWithAReason() {
        live("v7", Behaviour.GOOD);
        live("v8", Behaviour.GOOD.answering(500));
        Ran held = account.operate(DeployCommand::new, "shop-api", "v8");
        assertThat(held.status()).isEqualTo(1);
        assertThat(held.out()).startsWith("NOT CHANGED shop-api v8");

        assertThat(account.operate(DeployCommand::new, "shop-api", "v8", "--force").err()).startsWith("--force needs --reason");
        assertThat(account.operate(DeployCommand::new, "shop-api", "v8", "--reason", "again").err()).startsWith("--reason lets even an image through");
        Ran forced = account.operate(DeployCommand::new, "shop-api", "v8", "--force", "--reason", "the database is mended", "--by", "ana", "--json");
        assertThat(forced.status()).isZero();
        assertThat(forced.findings().getFirst().path("state").asText()).isEqualTo("RUNNING");
        assertThat(last().origin().reason()).isEqualTo(Optional.of("the database is mended"));
    }

    @Test
    void releaseLiftsAHoldAndOnlyAHold() {
        live("v7", Behaviour.GOOD);
        live("v8", Behaviour.GOOD.answering(500));
        Ran released = account.operate(ReleaseCommand::new, "shop-api", "v8", "--reason", "mended", "--by", "ana");
        assertThat(released.status()).as(released.out() + released.err()).isZero();
        assertThat(released.out()).startsWith("RELEASED shop-api v8");
        Ran again = account.operate(ReleaseCommand::new, "shop-api", "v8", "--reason", "mended", "--by", "ana");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).startsWith("input.image is not held on this target: nothing is, so there is nothing to release");
    }

    @Test
    void holdKeepsAnImageFromComingByItselfUntilItIsReleased() {
        live("v7", Behaviour.GOOD);
        frozen();
        String digest = stored("v8");
        Ran held = account.operate(HoldCommand::new, "shop-api", "v8", "--reason", "it breaks the invoices", "--by", "ana");
        assertThat(held.status()).as(held.out() + held.err()).isZero();
        assertThat(held.out()).startsWith("HELD shop-api v8 by ana: it breaks the invoices")
                .contains("v8 (" + digest.substring(7, 19) + ") is held from now on, by ana: it breaks the invoices");
        assertThat(account.operate(TargetsCommand::new, "shop-api").out()).contains("held: v8");
        assertThat(account.operate(UnfreezeCommand::new, "shop-api", "--by", "bob").status()).isZero();
        account.shop.aws().ecr().retag("shop/api", digest, "v8.1");
        rest();
        assertThat(last().cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(account.operate(DeployCommand::new, "shop-api", digest).out()).startsWith("NOT CHANGED shop-api").contains("since ", " by ana", "it breaks the invoices");
        assertThat(account.operate(ReleaseCommand::new, "shop-api", "v8", "--reason", "mended", "--by", "ana").status()).isZero();
        assertThat(account.shop.aws().ledger().holds().of(new TargetName("shop-api"))).isEmpty();
    }

    @Test
    void aHoldThatIsWronglyAskedForIsOneSentence() {
        String digest = live("v7", Behaviour.GOOD);
        assertThat(hold("shop-api", "v99", "--reason", "r", "--by", "ana").err()).startsWith("IMAGE v99 is not in 123456789012.dkr.ecr.");
        assertThat(hold("shop-api", "sha256:12", "--reason", "r", "--by", "ana").err()).startsWith("IMAGE should be a tag, a digest");
        assertThat(hold("shop-apo", "v7", "--reason", "r", "--by", "ana").err()).startsWith("there is no target shop-apo: name one of those that are");
        assertThat(hold("shop-api", digest, "--by", "ana").err()).startsWith("input.reason is missing: say why");
        assertThat(hold("shop-api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web:v7", "--reason", "r", "--by", "ana").err()).startsWith("input.image is of a repository");
        assertThat(hold("shop-api", digest, "--reason", "r", "--by", "ana").status()).isZero();
        assertThat(hold("shop-api", "v7", "--reason", "r", "--by", "bob").err()).startsWith("input.image is held on this target already: release it first").contains("by=ana");
    }

    private Ran hold(String... arguments) {
        Ran ran = account.operate(HoldCommand::new, arguments);
        assertThat(ran.err()).doesNotContain("\n");
        assertThat(ran.status()).isIn(0, 2);
        return ran;
    }

    @Test
    void rollbackGoesToTheReleaseBeforeOrToTheOneThatIsNamed() {
        live("v7", Behaviour.GOOD);
        String first = last().id().value();
        String second = live("v8", Behaviour.GOOD);
        Ran ran = account.operate(RollbackCommand::new, "shop-api", "--reason", "checkout is slow", "--by", "ana");
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains(second + " → ");
        rest();
        assertThat(last().tag().orElseThrow().value()).isEqualTo("v7");

        Ran named = account.operate(RollbackCommand::new, "shop-api", "--to", first);
        assertThat(named.status()).isEqualTo(1);
        assertThat(named.out()).startsWith("NOT CHANGED shop-api").contains("already");
        Ran wrong = account.operate(RollbackCommand::new, "shop-api", "--to", "shop-api-0000000000000000");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("input.to names no deployment");
    }

    @Test
    void stopTurnsARunningDeploymentAroundAndIsRefusedWhereNoneRuns() {
        live("v7", Behaviour.GOOD);
        account.shop.push("shop/api", "v8", Behaviour.GOOD);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofSeconds(40)));
        String running = last().id().value();
        Ran ran = account.operate(StopCommand::new, "shop-api");
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains(running + " goes back at its next look.");
        rest();
        assertThat(account.shop.aws().ledger().records().find(new slipway.release.DeploymentId(running)).orElseThrow().ending()).isEqualTo(Optional.of(Ending.ROLLED_BACK));

        Ran idle = account.operate(StopCommand::new, "shop-api");
        assertThat(idle.status()).isEqualTo(1);
        assertThat(idle.out()).startsWith("NOT CHANGED shop-api");
    }

    @Test
    void freezeLetsPushesWaitAndUnfreezeLetsThemGo() {
        live("v7", Behaviour.GOOD);
        Ran ran = freeze("--all", "--reason", "holidays", "--by", "ana", "--until", account.shop.aws().timeline().now().plus(Duration.ofDays(2)).toString());
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).startsWith("FROZEN all targets until ").contains("holidays");
        assertThat(account.operate(HistoryCommand::new).out()).contains("FROZEN all targets until ");
        live("v8", Behaviour.GOOD);
        assertThat(account.operate(TargetsCommand::new, "shop-api").out()).contains("waits: v8", "all targets are frozen until", "by ana:");

        Ran free = account.operate(UnfreezeCommand::new, "--all", "--by", "bob");
        assertThat(free.status()).as(free.out() + free.err()).isZero();
        rest();
        assertThat(last().tag().orElseThrow().value()).isEqualTo("v8");
        assertThat(account.operate(UnfreezeCommand::new, "shop-api", "--by", "bob").err()).startsWith("input.target is not frozen: nothing is");
    }

    /** By the command itself, which has no need of the machine to know it. */
    @Test
    void whatIsNoImageAndANameWithoutAReasonAreRefusedBeforeAnythingIsStarted() {
        live("v7", Behaviour.GOOD);
        int executions = account.shop.aws().machines().executions().size();
        for (Ran ran : List.of(account.operate(DeployCommand::new, "shop-api", "tag=v2"), account.operate(DeployCommand::new, "shop-api", "tag=v2", "--dry-run"))) {
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).isEqualTo("IMAGE should be a tag, a digest (sha256:…) or an ECR URI, was tag=v2");
        }
        for (Ran ran : List.of(account.operate(DeployCommand::new, "shop-api", "v7", "--by", "ana"), account.operate(RollbackCommand::new, "shop-api", "--by", "ana"))) {
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).isEqualTo("--by goes with --reason: say why, or leave it out");
        }
        assertThat(account.shop.aws().machines().executions()).hasSize(executions);
    }

    @Test
    void aFreezeThatIsWronglyAskedForIsOneSentenceOfTheMachine() {
        assertThat(freeze("shop-api", "--by", "ana", "--for", "2h").err()).startsWith("input.reason").doesNotContain("\n");
        assertThat(freeze("shop-api", "--reason", "x", "--by", "ana", "--until", "2020-01-01T00:00:00Z").err()).startsWith("input.until is past");
        assertThat(freeze("shop-api", "--all", "--reason", "x").err()).isEqualTo("--all goes without a TARGET: leave one of them out");
        assertThat(freeze("--reason", "x").err()).isEqualTo("name a TARGET, or give --all");
        assertThat(freeze("shop-api", "--until", "x", "--for", "2h").status()).isEqualTo(2);
        assertThat(account.shop.aws().ledger().freezes().all()).isEmpty();
    }

    @Test
    void whoeverWillNotWaitGetsTheIdAtOnce() {
        Ran ran = freeze("shop-api", "--reason", "x", "--by", "ana", "--for", "2h", "--no-wait", "--json");
        assertThat(ran.status()).isZero();
        assertThat(ran.findings().getFirst().path("state").asText()).isEqualTo("STARTED");
        assertThat(account.shop.aws().ledger().freezes().all()).isEmpty();
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(1)));
        assertThat(account.shop.aws().ledger().freezes().all()).hasSize(1);
        assertThat(account.shop.aws().ledger().records().find(new slipway.release.DeploymentId(ran.findings().getFirst().path("deployment").asText()))).isPresent();
    }
}
