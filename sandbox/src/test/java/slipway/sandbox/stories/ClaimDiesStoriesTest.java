package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;

/** What becomes of a request whose Claim takes the target and dies each time before it writes its record. */
class ClaimDiesStoriesTest {
    private boolean dies;
    private boolean closes;
    private final Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> {
        if (dies && operation.equals("records.write")) {
            throw new IllegalStateException("the process ends");
        }
        if (closes && operation.equals("claims.replace")) {
            closes = false;
            rest.call(arguments);
            throw new IllegalStateException("the process ends when the claim is free");
        }
        return rest.call(arguments);
    }));

    @Test
    void whatWaitedIsRecordedAndToldThoughItLeftTheLedgerWithTheClaim() {
        story.push("api", "v2", GOOD);
        story.until("Tell");
        String running = story.push("api", "v3", GOOD);
        story.when("Start what waits", () -> dies = true);
        story.until(() -> dies);
        story.when("Close", () -> dies = false);
        story.play();

        Deployment waited = story.deployment("shop-api", "v3");
        assertThat(waited.ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.path(waited)).containsExactly("Claim", "Close", "Notify", "Anything waiting?", "Ending?", "Not changed");
        assertThat(story.slack()).anySatisfy(text -> assertThat(text).startsWith("NOT CHANGED shop-api v3: "));
        assertThat(story.runs("api", "api")).isNotEqualTo(running);
        assertFree(story, "shop-api");
    }

    @Test
    void whatItsCloseEndedBeforeThatDiedTooIsToldAndNotRefused() {
        story.push("api", "v2", GOOD);
        story.until("Claim");
        dies = true;
        story.when("Close", () -> {
            dies = false;
            closes = true;
        });
        story.play();

        Deployment ended = story.deployment("shop-api", "v2");
        assertThat(closes).isFalse();
        assertThat(ended.ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.slack()).singleElement().asString().startsWith("NOT CHANGED shop-api v2: ");
        assertThat(story.letters("OperationsTopic")).isEmpty();
        assertFree(story, "shop-api");
    }

    @Test
    void whereItsDocumentIsGoneByThenTheTargetIsFreeAndPeopleAreToldWhatWasAsked() {
        story.push("api", "v2", GOOD);
        story.until("Claim");
        dies = true;
        story.when("Close", () -> story.aws().ledger().targets().remove(new slipway.release.TargetName("shop-api")));
        story.play();

        assertThat(story.deployments("shop-api")).isEmpty();
        assertThat(story.letters("OperationsTopic")).anySatisfy(text -> assertThat(text).contains("shop-api"));
        assertFree(story, "shop-api");
    }

    /** Whoever claims next would have told its ending, but nobody may. */
    @Test
    void whatItHadOvertakenByThenWaitsAgainAndIsBrought() {
        String waited = overtaken();
        story.until("Claim");
        dies = true;
        story.when("Close", () -> dies = false);
        story.play();

        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(waited);
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).owed()).isEmpty();
        assertFree(story, "shop-api");
    }

    /** All that was lost are its replies: what it had overtaken is written down, and comes to be brought all the same. */
    @Test
    void whatItHadOvertakenAndWrittenDownWaitsAgainToo() {
        String waited = overtaken();
        story.aws().functions().disturb((function, payload) -> function.equals("slipway-ClaimFunction") && payload.tree().path("input").toString().contains("\"v3\"")
                ? new Mishap.Exits(true) : new Mishap.None());
        story.play();

        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(waited);
        assertFree(story, "shop-api");
    }

    @Test
    void whatItHadOvertakenIsToldThoughItsExecutionDiesBeforeIt() {
        overtaken();
        story.when("Overtook?", this::expire);
        story.play();

        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("SUPERSEDED shop-api v2")).hasSize(1);
        assertFree(story, "shop-api");
    }

    /** Nobody hears that it was refused, and that nothing was started for it. */
    @Test
    void whatWaitsThoughNoReplySaysSoIsNotRefusedAndIsBrought() {
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":600}}").forget();
        story.push("api", "v2", GOOD);
        story.until("Wait");
        boolean[] lost = {true};
        story.aws().functions().disturb((function, payload) -> lost[0] && function.equals("slipway-ClaimFunction") ? new Mishap.Exits(true) : new Mishap.None());
        String digest = story.push("api", "v3", GOOD);
        story.when("Close", () -> lost[0] = false);
        story.until(() -> !lost[0]);
        story.pass(Duration.ofMinutes(1));
        assertThat(story.deployment("shop-api", "v2").ending()).as("it waits for this").isEmpty();

        story.play();

        assertThat(story.letters("OperationsTopic")).isEmpty();
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertFree(story, "shop-api");
    }

    @Test
    void whatItHadOvertakenWaitsAgainWhereItsRecoveryIsRefused() {
        String own = story.push("api", "own", GOOD);
        story.start("{\"target\":\"shop-api\",\"action\":\"freeze\",\"reason\":\"release week\",\"by\":\"ana\",\"until\":\"2h\"}");
        story.play();
        String waited = story.push("api", "v2", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"image\":\"own\"}");
        story.when("Announce", () -> {
            expire();
            story.aws().ecr().delete("shop/api", own);
        });
        story.play();
        story.aws().ledger().freezes().remove(new slipway.release.TargetName("shop-api"), story.now());
        story.pass(Duration.ofMinutes(20)).play();

        assertThat(story.deployment("shop-api", "own").ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).chosen()).isEmpty();
        assertThat(story.runs("api", "api")).isEqualTo(waited);
        assertFree(story, "shop-api");
    }

    private void expire() {
        story.aws().timeline().after(Duration.ofMillis(1), () -> story.aws().machines().executions().stream()
                .filter(one -> one.status() == Execution.Status.RUNNING && one.identity().machineName().endsWith("deploy")).forEach(Execution::expire));
    }

    /** Returns what waits while the next push takes the target. */
    private String overtaken() {
        story.start("{\"target\":\"shop-api\",\"action\":\"freeze\",\"reason\":\"release week\",\"by\":\"ana\",\"until\":\"2h\"}");
        story.play();
        String waited = story.push("api", "v2", GOOD);
        story.play();
        story.aws().ledger().freezes().remove(new slipway.release.TargetName("shop-api"), story.now());
        story.push("api", "v3", GOOD);
        return waited;
    }
}
