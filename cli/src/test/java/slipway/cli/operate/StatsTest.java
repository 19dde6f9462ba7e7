package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount;
import slipway.cli.account.InAccount.Ran;
import slipway.release.Deployment;
import slipway.release.TargetName;
import slipway.sandbox.cloud.Behaviour;

/** The team's figures, out of what was really deployed. */
class StatsTest {
    private final InAccount account = new InAccount();

    private Deployment pushed(String tag, Behaviour behaviour) {
        account.shop.push("shop/api", tag, behaviour);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(40)));
        return account.shop.aws().ledger().records().latest(new TargetName("shop-api"), 1).getFirst();
    }

    private Ran stats(String... arguments) {
        return account.operate(StatsCommand::new, arguments);
    }

    @Test
    void fourFiguresOfWhatWentLiveAndWhatFailed() {
        Deployment first = pushed("v7", Behaviour.GOOD);
        Deployment bad = pushed("v8", Behaviour.GOOD.answering(500));
        pushed("v9", Behaviour.GOOD);
        JsonNode figures = stats("--since", "2d", "--json").findings().getFirst();
        assertThat(figures.path("live").asInt()).isEqualTo(2);
        assertThat(figures.path("perDay").asDouble()).isEqualTo(1.0);
        assertThat(figures.path("failed").asInt()).isEqualTo(1);
        assertThat(figures.path("failureRate").asDouble()).isCloseTo(1 / 3.0, org.assertj.core.data.Offset.offset(0.001));
        assertThat(figures.path("timeToRestore").asLong()).isEqualTo(Duration.between(bad.change().orElseThrow().at(), bad.endedAt().orElseThrow()).toSeconds());
        assertThat(figures.path("leadTime").asLong()).isPositive().isLessThanOrEqualTo(Duration.between(first.origin().at(), first.endedAt().orElseThrow()).toSeconds());
        assertThat(stats("--since", "2d").out()).contains("2 live, 1.00 a day", "33 %, 1 failed", "min ");

        assertThat(account.operate(RollbackCommand::new, "shop-api").status()).isZero();
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(40)));
        assertThat(stats("shop-api", "--json").findings().getFirst().path("failed").asInt()).as("a rollback by hand is a failure that people saw").isEqualTo(2);
    }

    @Test
    void aPeriodInWhichNothingHappenedHasNoRates() {
        assertThat(stats().out()).contains("0 live, 0.00 a day", "none went live by a push", "nothing was changed", "nothing went back");
        assertThat(Dora.of(List.of(), 1).failureRate()).isEmpty();
        assertThat(stats("--since", "soon").err()).startsWith("--since should be a time");
        assertThat(stats("--since", "2100-01-01").err()).isEqualTo("--since should be past, was '2100-01-01'");
        assertThat(stats("shop-apo").status()).isEqualTo(2);
    }
}
