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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;

/** What others do while calls go over by steps: people, and whoever looks after the function itself. */
class TrafficOthersStoriesTest {
    private final Story story = Story.open();

    @Test
    void weightsThatSomebodyElseSetsAreLeftAlone() {
        begin(story, CANARY, 10);
        point("\"FunctionVersion\":\"1\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"2\":0.5}}");

        Deployment deployment = ends(story, Ending.NEEDS_HUMAN);

        assertThat(story.shop().function(THUMBS).weights("live")).isEqualTo(Map.of("2", 0.5));
        assertThat(deployment.cause().orElseThrow().sentence()).isEqualTo(
                "Someone else changed the function: alias live points to version 1 and sends 50 % of its calls to version 2, as neither the plan nor this deployment has it.");
        assertThat(moves(story)).hasSize(1);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("aws lambda get-alias", "--function-version 1 --routing-config AdditionalVersionWeights={}");
    }

    /** It may also be a reading of before, so it takes two minutes to say so. */
    @Test
    void aShareThatSomebodyElseTakesBackIsNotSentAgain() {
        begin(story, LINEAR, 50);
        point("\"FunctionVersion\":\"1\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{}}");

        Deployment deployment = ends(story, Ending.NEEDS_HUMAN);

        assertThat(story.shop().function(THUMBS).weights("live")).isEmpty();
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ChangedBySomeoneElse");
        assertThat(moves(story)).hasSize(2);
    }

    @Test
    void aSplitThatSomebodyMakesLaterIsADriftThatIsToldOnce() {
        begin(story, CANARY, 10);
        ends(story, Ending.SUCCEEDED);
        story.forget();
        point("\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"1\":0.2}}");

        story.pass(Duration.ofMinutes(50)).play();

        assertThat(story.slack()).hasSize(1).first().asString().startsWith("DRIFT shop-thumbs: 20 % of its calls go to ");
        assertThat(story.letters("DeploymentsTopic").getFirst()).containsPattern("Runs now: +shop/thumbs latest sha256:[0-9a-f]{64} \\(shop-thumbs:2\\), and 20 % of the calls go to shop/thumbs sha256:[0-9a-f]{64} \\(shop-thumbs:1\\)")
                .contains("It refuses each push until the split is ended", "--function-name shop-thumbs --name live --function-version 2 --routing-config AdditionalVersionWeights={}");
        assertThat(story.events().getLast().path("percent").asText()).isEqualTo("20");
        assertThat(story.shop().function(THUMBS).weights("live")).isEqualTo(Map.of("1", 0.2));
    }

    /** Where Slipway has brought nothing yet, it takes what it finds for what should run; but not two releases at once. */
    @Test
    void aSplitThatWasThereWhenSlipwayCameIsNothingToBeHeldTo() {
        story.push("thumbs", "latest", "second", OTHER);
        ends(story, Ending.SUCCEEDED);
        point("\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"1\":0.2}}");
        story.person(story.aws().ssm(), "DeleteParameter", "{\"Name\":\"/slipway/targets/shop-thumbs\"}");
        story.shop().follow("thumbs-new", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"never\"},\"function\":\"shop-thumbs\",\"alias\":\"live\"}");
        story.pass(Duration.ofMinutes(50)).play().forget();
        point("\"RoutingConfig\":{\"AdditionalVersionWeights\":{}}");

        story.pass(Duration.ofMinutes(50)).play();

        assertThat(story.slack()).noneMatch(text -> text.startsWith("DRIFT thumbs-new"));
    }

    @Test
    void scenario21_anAbortInAStepIsLeftAsItIsAndTheNextPushTakesOverFromThere() {
        begin(story, CANARY, 10);
        running().stop("Enough", "it looked wrong");
        Deployment dead = ends(story, Ending.NEEDS_HUMAN);

        assertThat(dead.cause().orElseThrow().code()).isEqualTo("DeployerAborted");
        assertThat(dead.cause().orElseThrow().sentence()).contains("version 1 by the alias live, and version 2 for 10 % of its calls");
        assertThat(story.shop().function(THUMBS).weights("live")).isEqualTo(Map.of("2", 0.1));
        String third = story.push("thumbs", "latest", "third", OTHER);
        ends(story, Ending.SUCCEEDED);
        serves(story, third, "3");
        assertThat(moves(story)).containsExactly("1 {\"2\":0.1}", "1 {\"3\":0.1}", "3 {}");
    }

    @Test
    void scenario21_aPersonGoesBackFromAnAbortedStep() {
        String old = begin(story, CANARY, 10);
        running().stop("Enough", "it looked wrong");
        ends(story, Ending.NEEDS_HUMAN);

        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");

        ends(story, Ending.ROLLED_BACK);
        serves(story, old, "1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weightsThatAPersonSetsAfterAnAbortAreTheirsToEnd(boolean other) {
        begin(story, CANARY, 10);
        running().stop("Enough", "it looked wrong");
        ends(story, Ending.NEEDS_HUMAN);
        point("\"RoutingConfig\":{\"AdditionalVersionWeights\":{" + (other ? "\"2\":0.3" : "") + "}}");
        String third = story.push("thumbs", "latest", "third", OTHER);

        Deployment next = story.play(THUMBS);

        assertThat(next.ending()).contains(other ? Ending.NOT_CHANGED : Ending.SUCCEEDED);
        if (other) {
            assertThat(next.cause().orElseThrow().sentence()).contains("splits its calls between two versions: end that first");
        } else {
            serves(story, third, "3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"Role\":\"arn:aws:iam::123456789012:role/sim\" | traffic needs the same execution role in both versions",
        "\"DeadLetterConfig\":{\"TargetArn\":\"arn:aws:sqs:eu-central-1:123456789012:dead\"} | traffic needs the same dead-letter queue in both versions"})
    void whatLambdaWouldNotSplitIsRefusedBeforeAnythingIsTouched(String change, String words) {
        TrafficStoriesTest.alarm(story);
        story.follow(THUMBS, CANARY).forget();
        story.person(story.aws().functions(), "UpdateFunctionConfiguration", "{\"FunctionName\":\"shop-thumbs\"," + change + "}");
        story.until(() -> story.shop().function(THUMBS).settled());
        story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = ends(story, Ending.NOT_CHANGED);

        assertThat(deployment.cause().orElseThrow().sentence()).startsWith(Character.toUpperCase(words.charAt(0)) + words.substring(1)).contains("deploy once without traffic");
        assertThat(story.calls()).noneMatch(call -> call.matches("lambda:(Update|Publish|Invoke).*"));
    }

    /** Where the alias has provisioned concurrency, Lambda lets the version before answer until the new one has it too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | 2 {}", "{\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":60}}} | 1 {\"2\":0.1} > 2 {}"})
    void provisionedConcurrencyIsWaitedForAndGoingBackDoesNotWaitForIt(String change, String moved) {
        story.aws().functions().function("thumbs-warm").image(story.aws().place().registry() + "/shop/thumbs:v1").timeout(30)
                .provisioned("live", Duration.ofMinutes(2)).alias("live").create();
        story.follow(THUMBS, "{\"function\":\"thumbs-warm\"}").follow(THUMBS, change.equals("{}") ? "{\"function\":\"thumbs-warm\"}"
                : change.substring(0, change.length() - 1) + ",\"function\":\"thumbs-warm\"}").forget();
        String old = story.shop().function("thumbs-warm").runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        ends(story, Ending.SUCCEEDED);

        assertThat(moves(story)).isEqualTo(List.of(moved.split(" > ")));
        assertThat(story.shop().function("thumbs-warm").weights("live")).isEmpty();
        story.forget();
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        ends(story, Ending.ROLLED_BACK);
        assertThat(story.shop().function("thumbs-warm").runs("live")).isEqualTo(old);
        assertThat(story.shop().function("thumbs-warm").weights("live")).isEmpty();
    }

    /** Begins a deployment, runs until so many calls go over, and returns what ran before. */
    static String begin(Story story, String change, int percent) {
        TrafficStoriesTest.alarm(story);
        story.follow(THUMBS, change).forget();
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        until(story, percent).pass(Duration.ofSeconds(10));
        return old;
    }

    /** A person's UpdateAlias. */
    private void point(String members) {
        story.person(story.aws().functions(), "UpdateAlias", "{\"FunctionName\":\"shop-thumbs\",\"Name\":\"live\"," + members + "}");
    }

    private Execution running() {
        return story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy")).findFirst().orElseThrow();
    }
}
