package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.FunctionBehaviour.GOOD;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.ecr.Ecr.PushedIndex;
import slipway.sandbox.cloud.lambda.Variants;
import slipway.sandbox.wire.Fault;

/** Pushes to a Lambda image function: the image, a version, a smoke call, the alias, one after the other. */
class FunctionStoriesTest {
    static final String THUMBS = "shop-thumbs";
    static final FunctionBehaviour OTHER = GOOD.taking(Duration.ofMillis(90));
    private static final List<String> STEP = List.of("Update", "Wait", "Observe", "Settled?");

    @Test
    void aGoodImageGoesLiveByItsAlias() {
        Story story = Story.open();
        String digest = story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = ends(story, Ending.SUCCEEDED);

        serves(story, digest, "2");
        assertThat(story.live(THUMBS)).endsWith("shop/thumbs@" + digest);
        assertThat(story.path(deployment)).isEqualTo(PushStoriesTest.path(List.of("Claim", "Overtook?", "Claimed?", "Plan", "Planned?", "Announce"),
                STEP, STEP, STEP, PushStoriesTest.ending("Succeeded")));
        assertThat(story.calls()).containsOnlyOnce("lambda:UpdateFunctionCode").containsOnlyOnce("lambda:PublishVersion")
                .containsOnlyOnce("lambda:UpdateAlias").containsOnlyOnce("lambda:Invoke");
        assertThat(story.exchanges()).filteredOn(one -> one.action().equals("lambda:UpdateFunctionCode")).allSatisfy(one ->
                assertThat(one.call().input().path("Architectures").path(0).asText()).isEqualTo("x86_64"));
        assertThat(story.slack().getLast()).startsWith("LIVE shop-thumbs latest: healthy. Took ");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Runs now:  latest (shop-thumbs:2)", "shop/thumbs in live",
                "brought latest (shop-thumbs:2) to the function").doesNotContain("service", "task");
    }

    @Test
    void aFunctionThatLogsElsewhereIsLinkedThere() {
        Story story = Story.open();
        story.aws().functions().function("shop-elsewhere").image(story.aws().place().registry() + "/shop/thumbs:latest").logsTo("/shop/all").alias("live").create();
        story.shop().follow("shop-elsewhere", """
                {"kind":"lambda-function","repository":"shop/thumbs","tags":{"exact":"next"},"function":"shop-elsewhere","alias":"live"}""");
        story.pass(Duration.ofMinutes(1)).forget();
        story.push("thumbs", "next", "second", OTHER);

        assertThat(story.play("shop-elsewhere").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("log-group/$252Fshop$252Fall").doesNotContain("$252Faws$252Flambda$252F");
    }

    @Test
    void anImageThatBreaksOnInitNeverServes() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        String broken = story.push("thumbs", "latest", "broken", GOOD.exitingAtInit(1));

        Deployment deployment = ends(story, Ending.ROLLED_BACK);

        serves(story, old, "1");
        assertThat(deployment.cause().orElseThrow().sentence())
                .isEqualTo("Version 2 failed its smoke call: Runtime.ExitError: Runtime exited with error: exit status 1.");
        assertThat(deployment.cause().orElseThrow().facts().get("log")).contains("Runtime.ExitError");
        assertThat(story.path(deployment)).containsSubsequence("Update", "Update", "Roll back", "Rolling back?", "Wait for restore", "Rolled back");
        assertThat(story.calls()).doesNotContain("lambda:UpdateAlias");
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-thumbs latest: ").contains("smoke");
        tagged(story, old);
        tagged(story, broken);
        assertThat(ends(story, Ending.NOT_CHANGED).cause().orElseThrow().code()).isEqualTo("Held");
    }

    @Test
    void aWrongAnswerToTheSmokeCallNamesTheFieldAndTheValue() {
        Story story = Story.open();
        story.push("thumbs", "latest", "wrong", GOOD.answering("{\"ok\":false,\"more\":1}"));

        assertThat(ends(story, Ending.ROLLED_BACK).cause().orElseThrow().sentence())
                .isEqualTo("Version 2 failed its smoke call: at ok it answered false, expected true.");
    }

    @Test
    void scenario19_ofAnIndexTheChildForTheFunctionsArchitectureIsDeployed() {
        Story story = Story.open();
        PushedIndex index = story.aws().ecr().pushIndex("shop/thumbs", "latest", "index", OTHER, List.of("arm64", "amd64"));

        Deployment deployment = ends(story, Ending.SUCCEEDED);

        String child = index.images().get("amd64");
        assertThat(deployment.image().orElseThrow().digest().value()).isEqualTo(index.digest());
        assertThat(index.attestations()).isNotEmpty().doesNotContain(child);
        serves(story, child, "2");
        assertThat(story.live(THUMBS)).endsWith("@" + child);
        assertThat(deployment.tag()).map(Object::toString).contains("latest");
    }

    @Test
    void scenario19_anIndexWithoutTheArchitectureIsRefused() {
        Story story = Story.open();
        story.aws().ecr().pushIndex("shop/thumbs", "latest", "arm", OTHER, List.of("arm64"));

        Deployment deployment = ends(story, Ending.NOT_CHANGED);

        assertThat(deployment.cause().orElseThrow().sentence()).contains("no image for the function's architecture: build it for that too", "x86_64");
        assertThat(story.calls()).noneMatch(call -> call.matches("lambda:(Update|Publish).*"));
    }

    @Test
    void aFunctionWithoutAnAliasIsUpdatedItself() {
        Story story = Story.open();
        unaliased(story);
        String digest = story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = ends(story, Ending.SUCCEEDED);

        assertThat(story.shop().function(THUMBS).runs("$LATEST")).isEqualTo(digest);
        assertThat(story.shop().function(THUMBS).version("live")).as("somebody's alias is left alone").isEqualTo("1");
        assertThat(story.calls()).doesNotContain("lambda:PublishVersion", "lambda:UpdateAlias").containsOnlyOnce("lambda:Invoke");
        assertThat(deployment.change().orElseThrow().release().revision()).isPresent();
    }

    @Test
    void aFunctionWithoutAnAliasGoesBackWhenItsSmokeCallFails() {
        Story story = Story.open();
        unaliased(story);
        String old = story.shop().function(THUMBS).runs("$LATEST");
        story.push("thumbs", "latest", "broken", GOOD.throwing("java.lang.IllegalStateException", "no model"));

        Deployment deployment = ends(story, Ending.ROLLED_BACK);

        assertThat(deployment.cause().orElseThrow().sentence()).isEqualTo("The new code failed its smoke call: java.lang.IllegalStateException: no model.");
        assertThat(story.shop().function(THUMBS).runs("$LATEST")).isEqualTo(old);
        assertThat(story.live(THUMBS)).endsWith(old);
    }

    @Test
    void anUpdateThatLambdaGivesUpGoesBackWithItsReasonCode() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "locked", GOOD.failingToUpdate("ImageAccessDenied"));

        Deployment deployment = ends(story, Ending.ROLLED_BACK);

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("UpdateFailed");
        assertThat(deployment.cause().orElseThrow().facts()).containsEntry("reasonCode", "ImageAccessDenied");
        serves(story, old, "1");
        assertThat(story.shop().function(THUMBS).configuration("$LATEST").path("LastUpdateStatus").asText()).isEqualTo("Successful");
        assertThat(story.calls()).doesNotContain("lambda:PublishVersion");
    }

    /** Seed 4100346: who had not heard that the update was taken took what it left for another's change. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUpdateWhoseReplyWasLostAndThatFailedIsNobodyElsesChange(boolean showsNew) {
        Story story = Story.open();
        story.aws().functions().varied(new Variants(true, showsNew, true));
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "locked", GOOD.failingToUpdate("ImageAccessDenied"));
        int[] lost = {1};
        // Who looks while the update is under way sees the new code, and knows.
        story.aws().wire().disturb(call -> call.operation().equals("UpdateFunctionCode") && lost[0]-- > 0 ? new Fault.Silence(true)
                : call.operation().equals("GetFunction") && !story.shop().function(THUMBS).settled() ? Fault.throttled() : new Fault.None());

        Deployment deployment = ends(story, Ending.ROLLED_BACK);

        assertThat(deployment.cause().orElseThrow().facts()).containsEntry("reasonCode", "ImageAccessDenied");
        assertThat(story.path(deployment)).containsSubsequence("Update again?", "Update", "Settled?", "Roll back", "Restored?", "Rolled back");
        serves(story, old, "1");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("ImageAccessDenied").doesNotContain("someone else");
    }

    @Test
    void imageDefinitionsAreForContainers() {
        Story story = Story.open();

        story.start("{\"target\":\"shop-thumbs\",\"imageDefinitions\":[{\"name\":\"thumbs\",\"imageUri\":\"123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs:latest\"}]}");
        story.play();

        assertThat(story.letters("OperationsTopic").getFirst()).contains("input.imageDefinitions is for the containers of a service: name this target's image in input.image");
        HandStoriesTest.assertUntouched(story, THUMBS);
    }

    /** Where AWS's documents are silent or disagree, a deployment has to end the same either way. */
    static Stream<Variants> variants() {
        List<Boolean> both = List.of(true, false);
        return both.stream().flatMap(pending -> both.stream().flatMap(shows -> both.stream().map(first -> new Variants(pending, shows, first))));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void underEachVariantTheGoodGoesLiveAndTheBadGoesBack(Variants variants) {
        Story story = Story.open();
        story.aws().functions().varied(variants);
        String good = story.push("thumbs", "latest", "second", OTHER);
        ends(story, Ending.SUCCEEDED);
        serves(story, good, "2");
        story.push("thumbs", "latest", "locked", GOOD.failingToUpdate("ImageAccessDenied"));
        ends(story, Ending.ROLLED_BACK);
        serves(story, good, "2");
        story.push("thumbs", "latest", "broken", GOOD.exitingAtInit(1));
        ends(story, Ending.ROLLED_BACK);
        serves(story, good, "2");
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        ends(story, Ending.ROLLED_BACK);
        assertThat(story.shop().function(THUMBS).version("live")).isEqualTo("1");
    }

    static void tagged(Story story, String digest) {
        story.aws().ecr().retag("shop/thumbs", digest, "latest");
        story.play();
    }

    private static void unaliased(Story story) {
        story.shop().follow(THUMBS, "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\","
                + "\"smoke\":{\"payload\":{}},\"limits\":{\"bakeSeconds\":30}}");
        story.pass(Duration.ofMinutes(1));
    }

    /** Alias and unpublished code run the image. */
    static void serves(Story story, String digest, String version) {
        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(digest);
        assertThat(story.shop().function(THUMBS).runs("$LATEST")).isEqualTo(digest);
        assertThat(story.shop().function(THUMBS).version("live")).isEqualTo(version);
        assertThat(story.shop().function(THUMBS).weights("live")).isEmpty();
    }

    static Deployment ends(Story story, Ending ending) {
        Deployment deployment = story.play(THUMBS);
        assertThat(deployment.ending()).as(deployment.toString()).contains(ending);
        return deployment;
    }
}
