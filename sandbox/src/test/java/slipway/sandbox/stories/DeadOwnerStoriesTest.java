package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.cloud.lambda.Mishaps;
import slipway.sandbox.wire.Fault;

/** What becomes of a target whose deployment died with its execution. */
class DeadOwnerStoriesTest {
    private final Story story = Story.open();

    private void dieInMidRollout(String tag) {
        story.push("api", tag, Behaviour.GOOD);
        story.until("Wait");
        story.aws().machines().executions().getLast().expire();
    }

    private static slipway.sandbox.asl.Execution running(Story story) {
        return story.aws().machines().executions().stream().filter(one -> one.status() == slipway.sandbox.asl.Execution.Status.RUNNING).findFirst().orElseThrow();
    }

    /** Events of deaths are best effort: here none arrives. */
    private static void nobodyTellsOfDeaths(Story story) {
        story.aws().events().weather((rule, event) -> rule.name().endsWith("ExecutionDied") ? List.of() : List.of(Duration.ofMillis(500)));
    }

    @Test
    void scenario21_theNextPushTakesOverFromADeadOwnerAndPeopleAreToldWhatItLeft() {
        nobodyTellsOfDeaths(story);
        dieInMidRollout("v2");
        story.pass(Duration.ofMinutes(10));
        String digest = story.push("api", "v3", Behaviour.GOOD);
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.path(last)).containsSubsequence("Claim", "Overtook?", "Tell overtaken", "Claimed?", "Plan", "Succeeded");
        Deployment dead = story.deployment("shop-api", "v2");
        assertThat(dead.ending()).contains(Ending.SUPERSEDED);
        assertThat(dead.cause().orElseThrow().sentence()).startsWith("Its execution died, and " + last.id());
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("SUPERSEDED shop-api v2")).hasSize(1);
        assertThat(story.letters("DeploymentsTopic")).anySatisfy(letter -> assertThat(letter).contains("Deployer:  its execution " + dead.id() + " ran out of time"));
    }

    @Test
    void scenario14_aPushWaitsWhereStepFunctionsDoesNotSayWhetherTheOwnerIsDead() {
        nobodyTellsOfDeaths(story);
        dieInMidRollout("v2");
        story.pass(Duration.ofMinutes(3)).forget();
        story.aws().wire().disturb(call -> call.operation().equals("DescribeExecution") ? Fault.throttled() : new Fault.None());
        String digest = story.push("api", "v3", Behaviour.GOOD);
        story.until("Waiting");
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).waiting()).isPresent();
        assertThat(story.mail("DeploymentsTopic")).isEmpty();

        story.aws().wire().disturb(_ -> new Fault.None());
        story.pass(Duration.ofMinutes(20)).play();
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUPERSEDED);
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario36_aStoppedExecutionsLastWriterIsWaitedForAndNoPushIsLost() {
        dieInMidRollout("v2");
        java.time.Instant died = story.now();
        String digest = story.push("api", "v3", Behaviour.GOOD);
        story.until("Wait for the last writer").pass(Duration.ofSeconds(60));
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).waiting()).isPresent();
        assertThat(story.deployment("shop-api", "v2").ending()).isEmpty();

        story.play();
        Deployment dead = story.deployment("shop-api", "v2");
        assertThat(dead.ending()).contains(Ending.SUPERSEDED);
        assertThat(dead.endedAt().orElseThrow()).isAfter(died.plusSeconds(90));
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario36_anUpdateWhoseExecutionIsStoppedMeanwhileWritesAllTheSame() {
        String before = story.runs("api", "api");
        story.aws().functions().disturb((name, _) -> name.equals("slipway-UpdateFunction") ? new Mishap.Hangs(Duration.ofSeconds(40)) : new Mishap.None());
        String left = story.push("api", "v2", Behaviour.GOOD);
        story.until("Update").pass(Duration.ofSeconds(5));
        story.aws().machines().executions().getLast().stop("Aborted", "a person stopped the execution");
        story.pass(Duration.ofSeconds(30));
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        assertThat(story.runs("api", "api")).isEqualTo(before);

        story.pass(Duration.ofSeconds(10));
        assertThat(story.calls()).as("nobody listens any more, and it writes").contains("ecs:UpdateService");
        story.aws().functions().disturb(Mishaps.NONE);
        story.pass(Duration.ofMinutes(5));
        assertThat(story.runs("api", "api")).isEqualTo(left);
        String digest = story.push("api", "v3", Behaviour.GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(story.deployment("shop-api", "v2").cause().orElseThrow().sentence()).contains("It runs shop-api:3 (the new image");
    }

    @Test
    void scenario21_theSweepRecoversWhatNoEventToldOf() {
        nobodyTellsOfDeaths(story);
        dieInMidRollout("v2");
        story.pass(Duration.ofMinutes(25));
        story.play();
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).claim()).isEmpty();
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("LIVE shop-api v2")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 1440})
    void scenario21_theSweepTellsWhatWasClosedAndNeverToldAndTellsItOnceHoweverSeldomItLooks(int minutes) {
        Story story = Story.with(Map.of("SweepMinutes", Integer.toString(minutes)));
        nobodyTellsOfDeaths(story);
        story.push("api", "v2", Behaviour.GOOD);
        story.until("Close");
        story.aws().functions().disturb((name, _) -> name.equals("slipway-NotifyFunction") ? new Mishap.Exits(false) : new Mishap.None());
        story.until("Notify").pass(Duration.ofSeconds(1));
        running(story).expire();
        story.aws().functions().disturb(Mishaps.NONE);
        assertThat(story.mail("DeploymentsTopic")).noneSatisfy(subject -> assertThat(subject).startsWith("LIVE"));

        story.pass(Duration.ofMinutes(50 + 3 * minutes)).play();
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("LIVE shop-api v2")).hasSize(1);
    }
}
