package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount;
import slipway.cli.account.InAccount.Ran;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.slack.SlackServer;

/** What {@code history} and {@code show} say of what was deployed. */
class HistoryTest {
    private final InAccount account = new InAccount();

    @BeforeEach
    void oneGoesLiveAndAnHourLaterOneGoesBack() {
        account.shop.push("shop/api", "v7", Behaviour.GOOD);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofHours(1)));
        account.shop.push("shop/api", "v8", Behaviour.GOOD.answering(500));
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(40)));
    }

    private Ran history(String... arguments) {
        return account.operate(HistoryCommand::new, arguments);
    }

    private Ran show(String... arguments) {
        return account.operate(ShowCommand::new, arguments);
    }

    @Test
    void theNewestIsFirstWithWhatBecameOfItAndWhoAsked() {
        assertThat(history("shop-api").out().lines().skip(2)).hasSize(2).first().asString().contains("ROLLED BACK shop-api v8: ", "a push", "shop-api-");
        assertThat(history().out()).contains("LIVE shop-api v7: 2 of 2 tasks healthy");
    }

    @Test
    void theExportIsTheLedgersOwnRecords() {
        assertThat(history("--json").out().lines().map(line -> Json.read(line, Deployment.class)))
                .isEqualTo(account.shop.aws().ledger().records().latest(new slipway.release.TargetName("shop-api"), 10)).hasSize(2);
    }

    @Test
    void aTimeAndANumberLimitIt() {
        assertThat(history("--since", "1h", "--json").out()).contains("\"v8\"").doesNotContain("\"tag\":\"v7\"").hasLineCount(1);
        assertThat(history("--until", "60m", "--json").out()).contains("\"tag\":\"v7\"").hasLineCount(1);
        assertThat(history("--most", "1", "--json").out()).contains("\"tag\":\"v8\"").hasLineCount(1);
        assertThat(history("--since", "1m").out()).isEqualTo("No deployment is recorded of that time.\n");
    }

    @Test
    void whatIsAskedWronglyIsOneSentence() {
        assertThat(history("--since", "yesterday").status()).isEqualTo(2);
        assertThat(history("--since", "yesterday").err()).startsWith("--since should be a time, a day or how long ago").endsWith("was 'yesterday'");
        assertThat(history("--since", "1h", "--until", "2h").err()).isEqualTo("--until should not be before --since");
        assertThat(history("--most", "0").err()).isEqualTo("--most should be 1 to 1000000, was 0");
        assertThat(history("shop-apo").err()).startsWith("there is no target shop-apo");
    }

    @Test
    void showTellsTheCauseWhatWasDoneAndTheImages() {
        String id = history("--most", "1", "--json").findings().getFirst().path("id").asText();
        Ran ran = show(id);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("ROLLED BACK shop-api v8").contains("Runs now", "Cause", "Done", "Then", "Took", "Image", "  from", "v7 sha256:", "Deployment " + id);
        assertThat(show(id, "--json").findings()).singleElement().satisfies(one -> assertThat(one.path("ending").asText()).isEqualTo("ROLLED_BACK"));
    }

    @Test
    void showTellsHowPeopleWereToldAndWhatFailed() {
        String id = history("--most", "1", "--json").findings().getFirst().path("id").asText();
        assertThat(show(id).out().lines().filter(line -> line.startsWith("Told"))).first().asString().matches("Told +[0-9:]{8} UTC the start: by sns, slack, event");
        assertThat(show(id).out()).contains("a change: by event").contains("the ending: by sns, slack, event\n").doesNotContain("not by");

        long[] refused = {2};
        account.shop.aws().http().with(SlackServer.HOST, request -> refused[0]-- > 0 ? SlackServer.serverError() : account.shop.aws().slack().answer(request));
        account.shop.push("shop/api", "v9", Behaviour.GOOD);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(40)));
        String later = history("--most", "1", "--json").findings().getFirst().path("id").asText();
        assertThat(show(later).out()).contains("the start: by sns, event; not by slack (Slack could not take the message (status=500))",
                "the ending: by sns, event; not by slack (", "UTC the ending: by slack\n");
        assertThat(show(later, "--json").findings()).singleElement().satisfies(one -> {
            assertThat(one.at("/told/0/moment").asText()).isEqualTo("START");
            assertThat(one.at("/told/0/reached").toString()).isEqualTo("[\"sns\",\"event\"]");
            assertThat(one.at("/told/0/failed/slack").asText()).isNotBlank();
        });
    }

    @Test
    void aDeploymentThatIsNotThereIsAMistake() {
        assertThat(show("shop-api-0000000000000000").status()).isEqualTo(2);
        assertThat(show("shop-api-0000000000000000").err()).isEqualTo("there is no record of deployment shop-api-0000000000000000: ./slipway history lists those that there are");
        assertThat(show("no id").err()).startsWith("DEPLOYMENT should be the id of a deployment");
    }
}
