package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.stories.FunctionStoriesTest.OTHER;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;
import static slipway.sandbox.stories.FunctionStoriesTest.ends;
import static slipway.sandbox.stories.FunctionStoriesTest.serves;
import static slipway.sandbox.stories.TrafficStoriesTest.CANARY;
import static slipway.sandbox.stories.TrafficStoriesTest.LINEAR;
import static slipway.sandbox.stories.TrafficStoriesTest.moves;
import static slipway.sandbox.stories.TrafficStoriesTest.until;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.wire.Fault;

/** Calls that go over by steps while something goes wrong with the deployer: it dies, its calls fail, their replies are lost. */
class TrafficTroublesStoriesTest {
    private static final String REASON = "Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).";

    private final Mortal mortal = new Mortal();
    private final Story story = Story.on(mortal::ledger);
    private final List<Instant> moved = new ArrayList<>();

    TrafficTroublesStoriesTest() {
        story.aws().wire().tell(one -> {
            if (one.action().equals("lambda:UpdateAlias")) {
                moved.add(story.now());
            }
        });
        TrafficStoriesTest.alarm(story);
    }

    static Stream<Arguments> writes() {
        return IntStream.rangeClosed(1, 13).boxed().flatMap(write -> Stream.of(Arguments.of(write, false), Arguments.of(write, true)));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void scenario21_whateverIsNotRecordedEachStepIsTakenOnceAndBakes(int write, boolean after) {
        story.follow(THUMBS, CANARY).forget();
        mortal.dieAt(write, after, () -> running().forEach(Execution::expire));
        String digest = story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = ends(story, Ending.SUCCEEDED);

        assertThat(mortal.died()).as("there is such a write").isTrue();
        serves(story, digest, "2");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "2 {}");
        assertThat(Duration.between(moved.get(0), moved.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(120));
        assertThat(Duration.between(moved.get(1), deployment.endedAt().orElseThrow())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(story.aws().ledger().claims().read(new TargetName(THUMBS)).claim()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 50, 75})
    void scenario21_whoGoesOnInAStepBakesItAndThoseThatFollow(int percent) {
        story.follow(THUMBS, LINEAR).forget();
        String digest = story.push("thumbs", "latest", "second", OTHER);
        until(story, percent).pass(Duration.ofSeconds(40));
        Instant died = story.now();
        running().forEach(Execution::expire);

        Deployment deployment = ends(story, Ending.SUCCEEDED);

        serves(story, digest, "2");
        assertThat(deployment.death()).isPresent();
        assertThat(moves(story)).containsExactly("1 {\"2\":0.25}", "1 {\"2\":0.5}", "1 {\"2\":0.75}", "2 {}");
        assertThat(Duration.between(died, moved.get(percent / 25))).as("the whole bake once more, by who goes on").isGreaterThan(Duration.ofSeconds(150));
    }

    @Test
    void scenario21_whoGoesOnHasTheTimeForAllStepsThatAreLeft() {
        story.follow(THUMBS, "{\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":200}},\"limits\":{\"bakeSeconds\":30,\"deadlineSeconds\":300}}").forget();
        story.push("thumbs", "latest", "second", OTHER);
        until(story, 10).pass(Duration.ofSeconds(190));
        running().forEach(Execution::expire);

        ends(story, Ending.SUCCEEDED);
    }

    @Test
    void scenario21_anAlarmThatFiredWhileNobodyWatchedTakesTheCallsBack() {
        story.follow(THUMBS, LINEAR).forget();
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        until(story, 50).pass(Duration.ofSeconds(10));
        running().forEach(Execution::expire);
        story.pass(Duration.ofSeconds(30));
        story.aws().cloudWatch().fire("thumbs-errors", REASON);

        ends(story, Ending.ROLLED_BACK);

        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.25}", "1 {\"2\":0.5}", "1 {}");
    }

    @Test
    void aNewerPushTakesOverWhatADeadDeployerLeftInAStep() {
        story.follow(THUMBS, CANARY).forget();
        story.push("thumbs", "latest", "second", OTHER);
        until(story, 10).pass(Duration.ofSeconds(10));
        running().forEach(Execution::expire);
        story.pass(Duration.ofSeconds(5));
        String third = story.push("thumbs", "latest", "third", OTHER);

        ends(story, Ending.SUCCEEDED);

        assertThat(story.deployments(THUMBS).getLast().ending()).contains(Ending.SUPERSEDED);
        serves(story, third, "3");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "1 {\"3\":0.1}", "3 {}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aChangeWhoseReplyIsLostIsNotMadeTwiceNorSkipped(int which) {
        story.follow(THUMBS, LINEAR).forget();
        int[] calls = {0};
        story.aws().wire().disturb(call -> call.operation().equals("UpdateAlias") && ++calls[0] == which ? Fault.internal(true) : new Fault.None());
        String digest = story.push("thumbs", "latest", "second", OTHER);

        ends(story, Ending.SUCCEEDED);

        serves(story, digest, "2");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.25}", "1 {\"2\":0.5}", "1 {\"2\":0.75}", "2 {}");
        for (int step = 0; step < 3; step++) {
            assertThat(Duration.between(moved.get(step), moved.get(step + 1))).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatServesIsLookedAtWhileLambdaDoesNotLetItGoOn(boolean fires) {
        story.follow(THUMBS, LINEAR).forget();
        String old = story.shop().function(THUMBS).runs("live");
        String digest = story.push("thumbs", "latest", "second", OTHER);
        until(story, 25);
        boolean[] busy = {true};
        story.aws().wire().disturb(call -> call.operation().equals("UpdateAlias") && call.caller().equals("slipway-UpdateFunction") && busy[0]
                ? new Fault.Error(new AwsFault(429, "TooManyRequestsException", "Rate Exceeded."), false) : new Fault.None());
        story.until("Serves already?").pass(Duration.ofSeconds(40));
        if (fires) {
            story.aws().cloudWatch().fire("thumbs-errors", REASON);
        } else {
            busy[0] = false;
        }

        Deployment deployment = ends(story, fires ? Ending.ROLLED_BACK : Ending.SUCCEEDED);

        serves(story, fires ? old : digest, fires ? "1" : "2");
        assertThat(story.path(deployment)).containsSubsequence("Update", "Update again?", "Wait to update", "Serves already?", "Observe", "Settled?", "Update");
    }

    @Test
    void anAlarmThatFiresWhileUpdateStandsStillBeforeTheFirstShareIsNotTheNewVersionsFault() {
        story.follow(THUMBS, LINEAR).forget();
        boolean[] still = {true};
        story.aws().wire().disturb(call -> {
            if (call.operation().equals("GetAlias") && call.caller().equals("slipway-UpdateFunction") && story.calls().contains("lambda:PublishVersion") && still[0]) {
                still[0] = false;
                story.pass(Duration.ofSeconds(5)).aws().cloudWatch().fire("thumbs-errors", REASON);
                story.pass(Duration.ofSeconds(5));
            }
            return new Fault.None();
        });
        String digest = story.push("thumbs", "latest", "second", OTHER);

        ends(story, Ending.SUCCEEDED);

        assertThat(still[0]).isFalse();
        serves(story, digest, "2");
    }

    private Stream<Execution> running() {
        return story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy"));
    }
}
