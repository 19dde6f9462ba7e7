package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.stories.FunctionStoriesTest.OTHER;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;
import static slipway.sandbox.stories.FunctionStoriesTest.ends;
import static slipway.sandbox.stories.FunctionStoriesTest.serves;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Fault;

/** Calls that go over to a new version by steps: a canary, or linear. */
class TrafficStoriesTest {
    static final String CANARY = "{\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":120}},\"alarms\":[\"thumbs-errors\"]}";
    static final String LINEAR = "{\"traffic\":{\"linear\":{\"percent\":25,\"bakeSeconds\":60}},\"alarms\":[\"thumbs-errors\"]}";
    private static final String REASON = "Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).";
    private static final List<String> STEP = List.of("Update", "Wait", "Observe", "Settled?");

    private final Story story = Story.open();
    private final List<Instant> moved = new ArrayList<>();

    TrafficStoriesTest() {
        story.aws().wire().tell(one -> {
            if (one.action().equals("lambda:UpdateAlias")) {
                moved.add(story.now());
            }
        });
    }

    @Test
    void aGoodCanaryGetsAllCallsAfterItsBake() {
        follow(CANARY);
        String digest = story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = ends(story, Ending.SUCCEEDED);

        serves(story, digest, "2");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "2 {}");
        assertThat(story.path(deployment)).isEqualTo(PushStoriesTest.path(List.of("Claim", "Overtook?", "Claimed?", "Plan", "Planned?", "Announce"),
                STEP, STEP, STEP, STEP, PushStoriesTest.ending("Succeeded")));
        assertThat(between(0, 1)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(135));
        assertThat(Duration.between(moved.get(1), deployment.endedAt().orElseThrow())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
        assertThat(story.calls()).containsOnlyOnce("lambda:Invoke").containsOnlyOnce("lambda:PublishVersion");
    }

    @Test
    void linearTakesAllItsStepsAndSettlesAfterTheLastOne() {
        follow(LINEAR);
        String digest = story.push("thumbs", "latest", "second", OTHER);

        ends(story, Ending.SUCCEEDED);

        serves(story, digest, "2");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.25}", "1 {\"2\":0.5}", "1 {\"2\":0.75}", "2 {}");
        for (int step = 0; step < 3; step++) {
            assertThat(between(step, step + 1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
        }
    }

    @Test
    void eachChangeIsMadeOnlyAsItWasReadRightBefore() {
        follow(LINEAR);
        story.push("thumbs", "latest", "second", OTHER);
        ends(story, Ending.SUCCEEDED);

        assertThat(story.exchanges()).filteredOn(one -> one.action().equals("lambda:UpdateAlias")).hasSize(4).allSatisfy(one ->
                assertThat(one.call().input().path("RevisionId").asText()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 50", "2, 75"})
    void anAlarmThatFiresInAStepTakesTheCallsBackInOneCall(int step, int percent) {
        follow(step == 0 ? CANARY : LINEAR);
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        until(percent).pass(Duration.ofSeconds(20));
        story.aws().cloudWatch().fire("thumbs-errors", REASON);

        Deployment deployment = ends(story, Ending.ROLLED_BACK);

        serves(story, old, "1");
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("AlarmFired");
        assertThat(moves(story)).hasSize(step + 2).endsWith("1 {}");
        assertThat(story.path(deployment)).containsSubsequence("Update", "Observe", "Settled?", "Roll back", "Rolling back?", "Wait for restore", "Observe restore", "Rolled back");
        assertThat(Duration.between(Instant.parse(deployment.cause().orElseThrow().facts().get("since")), moved.get(step + 1))).isLessThan(Duration.ofSeconds(20));
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-thumbs latest: alarm fired. Runs ");
    }

    /** It fires between the last look at a step and the first at the next one. */
    @Test
    void anAlarmIsNotForgottenWhenTheNextStepBegins() {
        follow(LINEAR);
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        until(25);
        story.until("Update");
        story.aws().cloudWatch().fire("thumbs-errors", REASON);

        ends(story, Ending.ROLLED_BACK);

        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.25}", "1 {\"2\":0.5}", "1 {}");
    }

    @Test
    void noMoreCallsGoOverWhileCloudWatchDoesNotTell() {
        follow(CANARY);
        String digest = story.push("thumbs", "latest", "second", OTHER);
        until(10);
        boolean[] silent = {true};
        story.aws().wire().disturb(call -> call.operation().equals("DescribeAlarms") && silent[0]
                ? new Fault.Error(AwsFault.of("ThrottlingException", "Rate exceeded"), false) : new Fault.None());
        story.pass(Duration.ofMinutes(4));

        assertThat(story.shop().function(THUMBS).weights("live")).isEqualTo(Map.of("2", 0.1));
        assertThat(story.events().getLast().path("waitsFor").asText()).isEqualTo("CloudWatch to tell the state of 1 alarm");
        silent[0] = false;
        ends(story, Ending.SUCCEEDED);
        serves(story, digest, "2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHookIsAskedOnceBeforeAllCallsGoOverAndItsNoReachesAShareOnly(boolean agrees) {
        checks(FunctionBehaviour.GOOD.answering(agrees ? "{\"ok\":true}" : "{\"ok\":false,\"why\":\"too many errors\"}"));
        follow("{\"traffic\":{\"linear\":{\"percent\":40,\"bakeSeconds\":60}},\"hook\":{\"function\":\"shop-checks\"}}");
        String old = story.shop().function(THUMBS).runs("live");
        String digest = story.push("thumbs", "latest", "second", OTHER);

        ends(story, agrees ? Ending.SUCCEEDED : Ending.ROLLED_BACK);

        serves(story, agrees ? digest : old, agrees ? "2" : "1");
        List<String> calls = story.calls().stream().filter(call -> call.equals("lambda:UpdateAlias") || call.equals("lambda:Invoke")).toList();
        assertThat(calls).containsExactly("lambda:Invoke", "lambda:UpdateAlias", "lambda:UpdateAlias", "lambda:Invoke", "lambda:UpdateAlias");
        assertThat(moves(story)).startsWith("1 {\"2\":0.4}", "1 {\"2\":0.8}").endsWith(agrees ? "2 {}" : "1 {}");
    }

    @Test
    void aPersonsStopInAStepTakesTheCallsBack() {
        follow(LINEAR);
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        until(50);
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"stop\"}");

        story.play();

        assertThat(story.deployment(THUMBS, "latest").ending()).contains(Ending.ROLLED_BACK);
        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.25}", "1 {\"2\":0.5}", "1 {}");
    }

    @Test
    void aPersonsRollbackTakesAllCallsBackAtOnce() {
        follow(CANARY);
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        ends(story, Ending.SUCCEEDED);
        story.forget();

        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");

        ends(story, Ending.ROLLED_BACK);
        serves(story, old, "1");
        assertThat(moves(story)).containsExactly("1 {}");
    }

    @Test
    void whatIsLeftToAPersonKeepsItsShareAndAPersonsRollbackTakesItBack() {
        follow("{\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":120}},\"alarms\":[\"thumbs-errors\"],\"onFailure\":\"leave\"}");
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        until(10).pass(Duration.ofSeconds(5));
        story.aws().cloudWatch().fire("thumbs-errors", REASON);
        Deployment left = ends(story, Ending.NEEDS_HUMAN);

        assertThat(story.shop().function(THUMBS).weights("live")).isEqualTo(Map.of("2", 0.1));
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Runs now:  latest (shop-thumbs:2) for 10 % of the calls, which failed, and was not taken back")
                .containsPattern("brought latest \\(shop-thumbs:2\\) to the function; calls reached it from [0-9:]{8} UTC, at most 10 % of them");
        assertThat(left.kept()).isTrue();
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        ends(story, Ending.ROLLED_BACK);
        serves(story, old, "1");
    }

    @Test
    void itTakesFewLooks() {
        follow("{\"traffic\":{\"linear\":{\"percent\":20,\"bakeSeconds\":100}},\"limits\":{\"bakeSeconds\":60}}");
        story.push("thumbs", "latest", "second", OTHER);
        Deployment deployment = ends(story, Ending.SUCCEEDED);

        assertThat(Duration.between(deployment.startedAt(), deployment.endedAt().orElseThrow())).isBetween(Duration.ofSeconds(460), Duration.ofMinutes(10));
        assertThat(deployment.progress().orElseThrow().looks()).isLessThanOrEqualTo(45);
    }

    private Story until(int percent) {
        return until(story, percent);
    }

    /** Runs until so many of a hundred calls go to the new version. */
    static Story until(Story story, int percent) {
        return story.until(() -> story.shop().function(THUMBS).weights("live").containsValue(percent / 100.0));
    }

    private void follow(String change) {
        alarm(story);
        story.follow(THUMBS, change).forget();
    }

    private void checks(FunctionBehaviour behaviour) {
        story.push("thumbs", "checks", "checks", behaviour);
        story.aws().functions().function("shop-checks").image(story.aws().place().registry() + "/shop/thumbs:checks").timeout(10).create();
        story.pass(Duration.ofMinutes(1)).forget();
    }

    static void alarm(Story story) {
        story.aws().cloudWatch().metric("thumbs-errors");
        story.aws().cloudWatch().calm("thumbs-errors");
    }

    /** Returns to which version the alias was pointed each time, and with which weights. */
    static List<String> moves(Story story) {
        List<String> moves = new ArrayList<>();
        story.exchanges().stream().filter(one -> one.action().equals("lambda:UpdateAlias")).map(one -> one.call().input()).forEach(input ->
                moves.add(input.path("FunctionVersion").asText() + " " + weights(input)));
        return moves;
    }

    private static JsonNode weights(JsonNode input) {
        return input.path("RoutingConfig").path("AdditionalVersionWeights");
    }

    private Duration between(int move, int next) {
        return Duration.between(moved.get(move), moved.get(next));
    }
}
