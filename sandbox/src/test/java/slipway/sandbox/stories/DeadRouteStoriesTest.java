package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;

/** What becomes of a push whose routing died, and of a wish to recover what needs no recovery (scenario 21). */
class DeadRouteStoriesTest {
    private final Story story = Story.open();

    private Execution route() {
        return story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("route")).findFirst().orElseThrow();
    }

    private long recoveries() {
        return story.aws().machines().executions().stream().filter(one -> one.input().contains("Execution Status Change")).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Match", "Anything to start?", "Start each", "Start", "All started?"})
    void scenario21_aPushWhoseRoutingDiesIsRoutedAgainAndOperatorsAreTold(String state) {
        story.when(state, () -> story.aws().timeline().after(Duration.ofMillis(1), () -> route().expire()));
        String digest = story.push("api", "v2", Behaviour.GOOD);
        story.play();

        assertThat(story.deployments("shop-api").stream().filter(one -> one.ending().filter(Ending.SUCCEEDED::equals).isPresent())).hasSize(1);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.mail("OperationsTopic")).singleElement().asString().startsWith("DIED: The execution ");
        assertThat(story.letters("OperationsTopic").getFirst()).contains("of slipway-route ran out of time before it was through", "is done again");
        assertThat(recoveries()).isEqualTo(1);
    }

    @Test
    void scenario21_aPersonsAbortOfARoutingIsRespectedAndTold() {
        story.when("Match", () -> story.aws().timeline().after(Duration.ofMillis(1), () -> route().stop("", "")));
        story.push("api", "v2", Behaviour.GOOD);
        story.play();

        assertThat(story.deployments("shop-api")).isEmpty();
        assertThat(story.letters("OperationsTopic")).singleElement().asString().contains("was aborted by somebody, so its push is not routed again");
    }

    /** Others, or they themselves, may have chosen something else since. */
    @Test
    void scenario21_whatAPersonHadRoutedIsNotRoutedAgainByItself() {
        story.push("api", "v2", Behaviour.GOOD);
        story.play();
        String chosen = story.runs("api", "api");
        story.when("Match", () -> story.aws().timeline().after(Duration.ofMillis(1), () -> route().expire()));
        story.route("{\"repository\":\"shop/api\",\"tag\":\"v1\"}");
        story.play();

        assertThat(story.runs("api", "api")).isEqualTo(chosen);
        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.letters("OperationsTopic")).singleElement().asString().contains("what a person asked for is not routed again by itself", "ask again if you still want it");
    }

    @Test
    void scenario21_theDeathOfWhatADeathStartedStartsNothing() {
        story.when("Match", () -> story.aws().timeline().after(Duration.ofMillis(1), () -> {
            route().expire();
            story.when("Match", () -> story.aws().timeline().after(Duration.ofMillis(1), () -> route().expire()));
        }));
        String digest = story.push("api", "v2", Behaviour.GOOD);
        story.play();
        assertThat(recoveries()).as("else a broken Match would start itself for ever").isEqualTo(1);
        assertThat(story.deployments("shop-api")).isEmpty();

        story.pass(Duration.ofMinutes(20)).play();
        assertThat(story.runs("api", "api")).as("by the sweep").isEqualTo(digest);
    }

    @Test
    void aLiveClaimIsNotTakenOverAndTheRefusalNamesTheOwner() {
        story.push("api", "v2", Behaviour.GOOD);
        story.until("Wait");
        String id = story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).claim().orElseThrow().deployment().value();
        Execution recovery = story.start("{\"target\":\"shop-api\",\"recover\":\"" + id + "\"}");
        story.pass(Duration.ofSeconds(30));

        assertThat(recovery.path()).startsWith("Claim", "Close", "Notify").endsWith("Not changed");
        assertThat(story.mail("OperationsTopic").getLast()).startsWith("REFUSED: input.recover names a deployment whose execution runs");
        assertThat(story.letters("OperationsTopic").getLast()).contains("execution:slipway-deploy:" + id);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployments("shop-api")).singleElement().satisfies(one -> assertThat(one.claim()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-api-0123456789abcdef", ""})
    void whatIsNotThereOrHasEndedIsNotRecovered(String unknown) {
        story.push("api", "v2", Behaviour.GOOD);
        String ended = story.play("shop-api").id().value();
        story.forget();
        Execution recovery = story.start("{\"target\":\"shop-api\",\"recover\":\"" + (unknown.isEmpty() ? ended : unknown) + "\"}");
        story.play();

        assertThat(recovery.path()).endsWith("Not changed");
        assertThat(story.mail("OperationsTopic")).singleElement().asString().startsWith(unknown.isEmpty()
                ? "REFUSED: input.recover names a deployment that has ended: there is nothing to" : "REFUSED: input.recover names no deployment of the target that holds it");
        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).isEmpty();
    }
}
