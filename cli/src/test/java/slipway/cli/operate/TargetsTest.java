package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount;
import slipway.cli.account.InAccount.Ran;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;

/** What {@code targets} says of a target. */
class TargetsTest {
    private final InAccount account = new InAccount();

    private Ran targets(String... arguments) {
        return account.operate(TargetsCommand::new, arguments);
    }

    private JsonNode api() {
        return targets("shop-api", "--json").findings().getFirst();
    }

    @Test
    void whatRunsIsThereWithWhoBroughtItAndWhatFailedIsHeld() {
        String good = account.shop.push("shop/api", "v7", Behaviour.GOOD);
        account.shop.aws().runUntilQuiet(Duration.ofHours(2));
        JsonNode api = api();
        assertThat(api.at("/runs/image").asText()).endsWith("shop/api@" + good);
        assertThat(api.at("/runs/tag").asText()).isEqualTo("v7");
        assertThat(api.at("/runs/by").asText()).isEqualTo("a push");
        assertThat(api.at("/last/ending").asText()).isEqualTo("SUCCEEDED");
        assertThat(api.has("claim")).isFalse();

        account.shop.push("shop/api", "v8", Behaviour.GOOD.answering(500));
        account.shop.aws().runUntilQuiet(Duration.ofHours(2));
        assertThat(targets("shop-api").out()).contains("shop-api", "v7 " + good.substring(7, 19), "(shop-api:", "a push", "shop/api glob v*", "held: v8");
    }

    @Test
    void whatIsOnItsWayAndWhatWaitsIsTold() {
        account.shop.push("shop/api", "v7", Behaviour.GOOD);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofSeconds(40)));
        account.shop.push("shop/api", "v8", Behaviour.GOOD);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofSeconds(40)));

        assertThat(api().at("/claim/deployment").asText()).startsWith("shop-api-");
        assertThat(api().at("/waiting/tag").asText()).isEqualTo("v8");
        assertThat(targets().out()).contains("deploying shop-api-", "waits: v8");
    }

    @Test
    void whoWasAskedToLookIsAskedUntilALaterDeploymentProvesWhatRuns() {
        account.shop.push("shop/api", "v7", Behaviour.GOOD);
        pass(Duration.ofSeconds(40));
        account.shop.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING).toList().forEach(one -> one.stop("Enough", "it looked wrong"));
        pass(Duration.ofMinutes(40));
        String left = api().at("/last/deployment").asText();
        assertThat(api().at("/last/ending").asText()).isEqualTo("NEEDS_HUMAN");
        assertThat(api().path("unproven").asText()).isEqualTo(left);

        assertThat(account.operate(StopCommand::new, "shop-api").status()).isEqualTo(1);
        assertThat(api().at("/last/ending").asText()).isEqualTo("NOT_CHANGED");
        assertThat(api().path("unproven").asText()).as("nobody has looked since").isEqualTo(left);
        assertThat(targets("shop-api").out()).contains("needs a human: ./slipway show " + left);

        account.shop.push("shop/api", "v8", Behaviour.GOOD);
        pass(Duration.ofMinutes(40));
        assertThat(api().at("/last/ending").asText()).isEqualTo("SUCCEEDED");
        assertThat(api().has("unproven")).isFalse();
        assertThat(targets("shop-api").out()).doesNotContain("needs a human");
    }

    private void pass(Duration time) {
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(time));
    }

    @Test
    void aTargetThatIsNotThereAndAStackThatIsNoneAreMistakes() {
        assertThat(targets("shop-apo").status()).isEqualTo(2);
        assertThat(targets("shop-apo").err()).startsWith("there is no target shop-apo: name one of those that are, such as ").contains("shop-api");
        assertThat(targets("no such").err()).contains("TARGET should be the name of a target");
        assertThat(targets("--stack", "other").err()).contains("there is no stack other in eu-central-1: name Slipway's with --stack");
    }
}
