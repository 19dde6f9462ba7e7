package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount;
import slipway.cli.account.InAccount.Ran;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.Fault;

/** What is said of an execution that was started and is not seen to its plan. */
class StartedTest {
    private final InAccount account = new InAccount();

    private void rest() {
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(40)));
    }

    private Ran freeze(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--reason", "release week", "--by", "ana", "--for", "3d"));
        all.addAll(List.of(arguments));
        return account.operate(FreezeCommand::new, all.toArray(String[]::new));
    }

    /** Whoever believes that nothing was done asks twice. */
    @Test
    void whereNobodyAnswersAfterTheStartItIsSaidThatItWasStarted() {
        account.shop.push("shop/api", "v7", Behaviour.GOOD);
        rest();
        assertThat(freeze("shop-api").status()).isZero();
        account.shop.aws().ecr().push("shop/api", "v8", "stored v8", Behaviour.GOOD);
        account.shop.aws().wire().disturb(call -> call.operation().equals("DescribeExecution") ? Fault.internal(false) : new Fault.None());
        Ran ran = account.operate(DeployCommand::new, "shop-api", "v8");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).startsWith("It was started; what became of it could not be asked: ");
        assertThat(ran.out()).contains("Started arn:", ": ./slipway watch shop-api-");
        rest();
        assertThat(account.shop.aws().ledger().records().latest(new TargetName("shop-api"), 1).getFirst().ending()).contains(Ending.SUCCEEDED);
    }

    @Test
    void aStartThatIsAboutAllTargetsIsWatchedByNobody() {
        Ran ran = freeze("--all", "--no-wait");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("Started arn:").doesNotContain("watch");
    }
}
