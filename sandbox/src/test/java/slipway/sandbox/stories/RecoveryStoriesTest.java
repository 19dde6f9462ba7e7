package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.eventbridge.Weather;

/** What becomes of a deployment whose execution dies, wherever it stood (scenario 21). */
class RecoveryStoriesTest {
    private static final TargetName API = new TargetName("shop-api");
    private final Story story = Story.open();

    private Execution running() {
        return story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy")).findFirst().orElseThrow();
    }

    /** The execution runs out of time as soon as it is in the state. */
    private void dieIn(String state) {
        story.when(state, () -> story.aws().timeline().after(Duration.ofMillis(1), () -> running().expire()));
    }

    private void requireFree(String target) {
        assertThat(story.aws().ledger().claims().read(new TargetName(target)).claim()).isEmpty();
        assertThat(story.aws().ledger().claims().read(new TargetName(target)).waiting()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Claim", "Overtook?", "Claimed?", "Plan", "Planned?", "Announce", "Update", "Wait", "Observe", "Settled?", "Tell", "Close", "Notify",
            "Anything waiting?", "Ending?"})
    void scenario21_aServicesDeploymentIsBroughtToItsEndWhereverItsExecutionDies(String state) {
        dieIn(state);
        String digest = story.push("api", "v2", Behaviour.GOOD);
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).as("%s", story.path(last)).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.calls().stream().filter("ecs:UpdateService"::equals)).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).anySatisfy(subject -> assertThat(subject).startsWith("LIVE shop-api v2"));
        assertThat(story.mail("DeploymentsTopic")).noneSatisfy(subject -> assertThat(subject).startsWith("NEEDS HUMAN"));
        requireFree("shop-api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Update", "Wait", "Observe", "Roll back", "Rolling back?", "Wait for restore", "Observe restore", "Restored?", "Tell the way back", "Close", "Notify", "Ending?"})
    void scenario21_aBadImageGoesBackAndIsHeldWhereverItsExecutionDies(String state) {
        dieIn(state);
        String before = story.runs("api", "api");
        String bad = story.push("api", "v2", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(1), 1));
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).as("%s", story.path(last)).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.aws().ledger().holds().find(API, new Digest(bad))).isPresent();
        assertThat(story.mail("DeploymentsTopic")).anySatisfy(subject -> assertThat(subject).startsWith("ROLLED BACK shop-api v2"));
        requireFree("shop-api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Claim", "Plan", "Announce", "Update", "Wait", "Observe", "Settled?", "Close", "Notify", "Ending?"})
    void scenario21_aFunctionsDeploymentIsBroughtToItsEndWhereverItsExecutionDies(String state) {
        dieIn(state);
        String digest = story.push("thumbs", "latest", "second", FunctionStoriesTest.OTHER);
        Deployment last = story.play("shop-thumbs");

        assertThat(last.ending()).as("%s", story.path(last)).contains(Ending.SUCCEEDED);
        assertThat(story.live("shop-thumbs")).endsWith(digest);
        assertThat(story.calls().stream().filter("lambda:PublishVersion"::equals)).hasSize(1);
        requireFree("shop-thumbs");
    }

    @Test
    void scenario21_whoGoesOnShortlyBeforeTheDeadlineHasTheTimeToSeeAllOfTheBakeAgain() {
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":120,\"deadlineSeconds\":290,\"restoreSeconds\":200}}").forget();
        String digest = story.push("api", "v2", Behaviour.GOOD);
        story.until("Wait").pass(Duration.ofMinutes(3));
        dieIn("Observe");
        Deployment last = story.play("shop-api");

        assertThat(last.death()).isPresent();
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario21_whoGoesOnShortlyBeforeTheRestoresDeadlineCallsNobodyForWhatIsHealthy() {
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":50,\"restoreSeconds\":60}}").forget();
        String before = story.runs("api", "api");
        story.push("api", "v2", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(1), 1));
        story.until("Wait for restore").pass(Duration.ofSeconds(30));
        dieIn("Observe restore");
        Deployment last = story.play("shop-api");

        assertThat(last.death()).isPresent();
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void scenario21_aPersonsAbortIsLeftAsItIsAndToldAndTheNextPushGoes() {
        story.push("api", "v2", Behaviour.GOOD);
        story.until("Wait");
        running().stop("Enough", "it looked wrong");
        story.play();

        Deployment dead = story.deployment("shop-api", "v2");
        assertThat(dead.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(dead.cause().orElseThrow().code()).isEqualTo("DeployerAborted");
        assertThat(dead.cause().orElseThrow().sentence()).contains("only CloudTrail's StopExecution tells").contains("It runs shop-api:3 (the new image");
        assertThat(story.path(dead)).containsExactly("Claim", "Overtook?", "Claimed?", "Wait for the last writer", "Claim", "Overtook?", "Claimed?",
                "Go on where?", "Look first", "Touched?", "Close", "Notify", "Anything waiting?", "Ending?", "Needs human");
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("NEEDS HUMAN")).hasSize(1);
        assertThat(story.calls().stream().filter("ecs:UpdateService"::equals)).hasSize(1);

        // Nothing of the target was ever seen healthy but what ECS still brings: until it has, a push has no way back and changes nothing.
        story.pass(Duration.ofMinutes(5));
        String digest = story.push("api", "v3", Behaviour.GOOD);
        Deployment next = story.play("shop-api");
        assertThat(next.ending()).as(next.cause().toString()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Plan", "Announce"})
    void scenario21_anAbortBeforeTheFirstChangeEndsNotChanged(String state) {
        String before = story.runs("api", "api");
        story.when(state, () -> story.aws().timeline().after(Duration.ofMillis(1), () -> running().stop("", "")));
        story.push("api", "v2", Behaviour.GOOD);
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.NOT_CHANGED);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("DeployerAborted");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        requireFree("shop-api");
    }

    @Test
    void scenario21_aRecoveryThatDiesTooNeedsAHumanByTheSweep() {
        story.push("api", "v2", Behaviour.GOOD);
        story.until("Wait");
        running().expire();
        story.until("Go on where?").pass(Duration.ofSeconds(1));
        running().expire();
        story.pass(Duration.ofMinutes(35));
        story.play();

        Deployment dead = story.deployment("shop-api", "v2");
        assertThat(dead.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(dead.cause().orElseThrow().code()).isEqualTo("RecoveryDied");
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("NEEDS HUMAN")).hasSize(1);
        requireFree("shop-api");
    }

    @Test
    void scenario33_aWishToStopOutlivesTheExecutionThatWasToHearIt() {
        String before = story.runs("api", "api");
        story.push("api", "v2", Behaviour.GOOD);
        story.until("Wait");
        story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        story.pass(Duration.ofSeconds(1));
        story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING).filter(one -> one.path().contains("Update"))
                .forEach(Execution::expire);
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void scenario33_aWishToStopIsHeardThoughSomethingNewerWaits() {
        story.push("api", "v2", Behaviour.GOOD);
        story.until("Wait");
        story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        String newer = story.pass(Duration.ofSeconds(1)).push("api", "v3", Behaviour.GOOD);
        story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING).filter(one -> one.path().contains("Update"))
                .forEach(Execution::expire);
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(newer);
    }

    @Test
    void twoEventsOfOneDeathAndTheSweepMakeOneRecovery() {
        story.aws().events().weather((rule, event) -> List.of(Duration.ofMillis(500), Duration.ofSeconds(40)));
        story.push("api", "v2", Behaviour.GOOD);
        story.until("Wait");
        running().expire();
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.aws().machines().executions().stream().filter(one -> one.input().contains("recover"))
                .filter(one -> one.identity().machineName().endsWith("deploy"))).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("LIVE")).hasSize(1);
    }

    @Test
    void scenario21_theSweepTellsOfAnEndingThatNobodyWasToldOfThoughAnotherDeploymentHasEndedSince() {
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.states") ? List.of() : Weather.FAIR.delays(rule, event));
        dieIn("Close");
        story.push("api", "v2", Behaviour.GOOD);
        story.play("shop-api");
        story.push("api", "v3", Behaviour.GOOD);
        story.play("shop-api");
        assertThat(story.mail("DeploymentsTopic")).noneMatch(subject -> subject.startsWith("LIVE shop-api v2"));

        story.pass(Duration.ofMinutes(32)).play();

        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("LIVE shop-api v2")).hasSize(1);
    }
}
