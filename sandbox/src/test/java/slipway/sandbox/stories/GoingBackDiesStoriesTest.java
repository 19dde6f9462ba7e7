package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.stories.FunctionStoriesTest.OTHER;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;
import static slipway.sandbox.stories.FunctionStoriesTest.ends;
import static slipway.sandbox.stories.FunctionStoriesTest.serves;
import static slipway.sandbox.stories.TrafficStoriesTest.CANARY;
import static slipway.sandbox.stories.TrafficStoriesTest.moves;
import static slipway.sandbox.stories.TrafficStoriesTest.until;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.TryAgain;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;
import slipway.sandbox.wire.Fault;

/** What becomes of a deployment that was to go back, whose execution died before that was done or written down (seed 70013226). */
class GoingBackDiesStoriesTest {
    private static final String REASON = "Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).";
    private boolean silent;
    private int unwritten;
    private final Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> {
        if (silent && operation.equals("records.write") && ((Deployment) arguments[0]).cause().isPresent() && ((Deployment) arguments[0]).restore().isEmpty()) {
            unwritten++;
            throw new TryAgain("the ledger does not answer");
        }
        return rest.call(arguments);
    }));

    @Test
    void scenario21_callsThatWereTakenBackAreNotSentAgainToWhatTheyWereTakenFrom() {
        TrafficStoriesTest.alarm(story);
        story.follow(THUMBS, CANARY).forget();
        String old = story.shop().function(THUMBS).runs("live");
        String bad = story.push("thumbs", "latest", "second", OTHER);
        until(story, 10).pass(Duration.ofSeconds(20));
        throttle(Set.of("UpdateFunctionCode"));
        story.aws().cloudWatch().fire("thumbs-errors", REASON);
        story.until("Wait to roll back");
        dies();
        story.aws().cloudWatch().calm("thumbs-errors");
        story.aws().wire().disturb(_ -> new Fault.None());

        Deployment deployment = ends(story, Ending.ROLLED_BACK);

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("AlarmFired");
        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "1 {}");
        assertThat(story.path(deployment)).containsSubsequence("Go on where?", "Roll back", "Rolling back?");
        assertThat(story.aws().ledger().holds().find(new TargetName(THUMBS), new Digest(bad))).isPresent();
    }

    @Test
    void scenario21_whatWasJudgedBadGoesBackThoughItsExecutionDied() {
        String before = story.runs("api", "api");
        String bad = story.push("api", "v2", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(1), 1));
        throttle(Set.of("StopServiceDeployment", "UpdateService"));
        story.until("Wait to roll back");
        dies();
        story.aws().wire().disturb(_ -> new Fault.None());

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ContainerExited");
        assertThat(story.path(deployment)).containsSubsequence("Go on where?", "Roll back", "Rolling back?");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.aws().ledger().holds().find(new TargetName("shop-api"), new Digest(bad))).isPresent();
    }

    @Test
    void aLedgerThatDoesNotTakeTheIntentionKeepsNothingFromGoingBack() {
        String before = story.runs("api", "api");
        story.push("api", "v2", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(1), 1));
        story.until("Wait");
        silent = true;
        story.until("Wait for restore");
        silent = false;

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(unwritten).isEqualTo(1);
        assertThat(story.path(deployment)).doesNotContain("Roll back again?");
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    private void throttle(Set<String> operations) {
        story.aws().wire().disturb(call -> call.caller().equals("slipway-RollBackFunction") && operations.contains(call.operation()) ? Fault.throttled() : new Fault.None());
    }

    private void dies() {
        story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy")).findFirst().orElseThrow().expire();
    }
}
