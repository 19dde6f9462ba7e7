package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.FunctionStoriesTest.ends;
import static slipway.sandbox.stories.PushStoriesTest.ending;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.release.TargetName;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.ecs.Variants.Way;
import slipway.sandbox.cloud.eventbridge.Weather;
import slipway.sandbox.wire.Fault;

/** What becomes of a failure where the target says that going back needs more than the image (scenario 12). */
class LeaveStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final AwsFault DENIED = new AwsFault(403, "AccessDeniedException", "not authorized");
    private static final String LEAVE = "{\"onFailure\":\"leave\",\"limits\":{\"bakeSeconds\":30}}";

    @Test
    void scenario12_whatFailsIsLeftUntilAPersonTakesItBack() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", LEAVE);
        String before = story.runs("api", "api");
        String bad = story.push("api", "v3", CRASHES);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        assertThat(story.path(deployment)).endsWith(PushStoriesTest.path(List.of("Roll back", "Rolling back?"), ending("Needs human")).toArray(String[]::new));
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService").doesNotContain("ecs:StopServiceDeployment");
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(deployment.change().orElseThrow().release().revision().orElseThrow());
        assertThat(story.slack().getLast()).startsWith("NEEDS HUMAN shop-api v3: ").contains("code 1").endsWith("; not taken back");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Runs now:  v3 (shop-api:", "Known:     the last reading: ", "which failed, and was not taken back: the target's onFailure is leave. A person has to decide",
                "To take it back to the release seen healthy before:", "{\"target\":\"shop-api\",\"action\":\"rollback\"}", "This one is held here").doesNotContain("told to go back");
        assertThat(story.aws().ledger().holds().find(new TargetName("shop-api"), new Digest(bad))).isPresent();

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        Deployment back = story.play("shop-api");
        assertThat(back.ending()).as("%s", back).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** It may look whole by the next push. */
    @Test
    void whatWasLeftIsNobodysBaseline() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", LEAVE);
        String before = story.runs("api", "api");
        story.push("api", "v3", GOOD);
        story.until("Update").until("Observe").until(() -> story.shop().service("api").steady());
        RollbackStoriesTest.crash(story, 2);
        assertThat(story.play("shop-api").restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":30}}").pass(Duration.ofMinutes(5));
        assertThat(story.shop().service("api").steady()).isTrue();

        story.push("api", "v4", CRASHES);
        Deployment next = story.play("shop-api");

        assertThat(next.ending()).as("%s", next.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'glob':'*'} | 1", "{'glob':'*'} | 25", "{'semver':'>=1'} | 1", "{'semver':'>=1'} | 25"})
    void scenario02_anOlderPushWhoseEventIsLateDoesNotGoOverWhatWasLeft(String tags, int minutes) {
        Story story = Story.open().follow("shop-api", LEAVE.replace("{\"on", "{\"tags\":" + tags.replace('\'', '"') + ",\"on"));
        story.aws().events().weather((rule, event) -> event.path("detail").path("image-tag").asText().equals("1.3.0") ? List.of(Duration.ofMinutes(minutes)) : Weather.FAIR.delays(rule, event));
        String older = story.push("api", "1.3.0", GOOD);
        story.pass(Duration.ofSeconds(9));
        String left = story.push("api", "1.4.0", GOOD);
        story.until("Update").until("Observe").until(() -> story.shop().service("api").steady()).until(() -> minutes > 1 || story.aws().ledger().claims().read(new TargetName("shop-api")).waiting().isPresent());
        RollbackStoriesTest.crash(story, 2);
        story.play();
        story.pass(Duration.ofMinutes(30)).play();

        assertThat(story.deployment("shop-api", "1.4.0").restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        Deployment refused = story.deployment("shop-api", "1.3.0");
        assertThat(refused.ending()).contains(Ending.NOT_CHANGED);
        assertThat(refused.cause().orElseThrow().sentence()).contains("before what was left running here").endsWith("an older push never undoes a newer one.");
        assertThat(story.runs("api", "api")).isEqualTo(left);

        story.start("{\"target\":\"shop-api\",\"image\":\"1.3.0\"}");
        assertThat(story.play("shop-api").ending()).as("a person may").contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(older);
    }

    @Test
    void aPersonWhoWantsItTurnedAroundHasDecided() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", LEAVE);
        String before = story.runs("api", "api");
        story.push("api", "v3", GOOD);
        story.until("Update").until("Observe");

        story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        story.play();

        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** It was told that it goes back at its next look, and there was none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoAsksWhenItWasLeftAlreadyIsToldThatItCameTooLate(boolean dies) {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", LEAVE);
        String before = story.runs("api", "api");
        story.push("api", "v3", CRASHES);
        story.when("Close", () -> WishStoriesTest.wishes(story));
        if (dies) {
            story.when("Rolling back?", () -> story.aws().machines().executions().getLast().expire()).until("Roll back").pass(Duration.ofSeconds(5));
            story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        }
        story.play();

        Deployment left = story.deployment("shop-api", "v3");
        assertThat(left.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(left.restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        assertThat(left.cause().orElseThrow().sentence()).containsOnlyOnce(" A person asked at ")
                .endsWith(" to turn it around, when it had been left as it is already, so nothing was turned around: roll it back if that is still wanted.");
        assertThat(story.slack()).filteredOn(text -> text.startsWith("NEEDS HUMAN shop-api v3: ")).singleElement().asString().endsWith("; not taken back");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("roll it back if that is still wanted", "{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        EventStoriesTest.assertFree(story, "shop-api");

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void whatEcsRollsBackByItselfIsWatchedAllTheSame() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", "{\"onFailure\":\"leave\",\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":20}}");
        RollbackStoriesTest.breaker(story, "api");
        story.push("api", "v3", CRASHES);

        Deployment deployment = story.play("shop-api");

        // Such a breaker sees no failure in a crash, so that it is for Slipway to count.
        boolean counted = story.in(Way.QUICK_EXITS_HAVE_RUN);
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(counted ? Ending.NEEDS_HUMAN : Ending.ROLLED_BACK);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(counted ? Restore.Way.KEPT : Restore.Way.WATCHED);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService").doesNotContain("ecs:StopServiceDeployment");
    }

    @ParameterizedTest
    @CsvSource({"true, ROLLED_BACK", "false, NEEDS_HUMAN"})
    void codeThatServesNobodyYetIsTakenBack(boolean alias, Ending ending) {
        Story story = Story.open();
        story.shop().follow("shop-thumbs", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\","
                + (alias ? "\"alias\":\"live\"," : "") + "\"smoke\":{\"payload\":{}},\"onFailure\":\"leave\",\"limits\":{\"bakeSeconds\":30}}");
        story.pass(Duration.ofMinutes(1));
        String old = story.shop().function("shop-thumbs").runs("$LATEST");
        String bad = story.push("thumbs", "latest", "broken", FunctionBehaviour.GOOD.throwing("java.lang.IllegalStateException", "no model"));

        Deployment deployment = ends(story, ending);

        assertThat(story.shop().function("shop-thumbs").runs("$LATEST")).isEqualTo(alias ? old : bad);
        assertThat(story.shop().function("shop-thumbs").runs("live")).isEqualTo(old);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(alias ? Restore.Way.UPDATED : Restore.Way.KEPT);
    }

    /** Seed 5010088: what an earlier deployment had left ran on, and people were told that the new image did. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatNoCallEverReachedIsNotSaidToRun(boolean alias) {
        Story story = Story.open();
        String target = "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\","
                + (alias ? "\"alias\":\"live\"," : "") + "\"hook\":{\"function\":\"shop-checks\"},\"onFailure\":\"leave\",\"limits\":{\"bakeSeconds\":30}}";
        HookStoriesTest.checks(story, FunctionBehaviour.GOOD.answering("{\"ok\":false,\"why\":\"the thumbs are blurred\"}"), 10);
        story.shop().follow("shop-thumbs", target);
        story.pass(Duration.ofMinutes(1));
        String good = story.shop().function("shop-thumbs").runs("live");
        String left = story.push("thumbs", "latest", "blurred", FunctionBehaviour.GOOD);
        assertThat(ends(story, Ending.NEEDS_HUMAN).restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        String served = alias ? "live" : "$LATEST";
        assertThat(story.shop().function("shop-thumbs").runs(served)).isEqualTo(left);

        story.pass(Duration.ofMinutes(5)).push("thumbs", "latest", "locked", FunctionBehaviour.GOOD.failingToUpdate("ImageAccessDenied"));
        Deployment refused = ends(story, Ending.NEEDS_HUMAN);

        assertThat(refused.restore().orElseThrow().way()).isEqualTo(Restore.Way.KEPT);
        assertThat(alias ? story.shop().function("shop-thumbs").runs(served) : left).isEqualTo(left);
        assertThat(story.slack().getLast()).startsWith("NEEDS HUMAN shop-thumbs latest").endsWith(" runs on");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("as before: no call has reached latest. An earlier deployment had left it there, and it was not taken back",
                "how much of what runs works: it was not looked at").doesNotContain("which failed");

        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        ends(story, Ending.ROLLED_BACK);
        assertThat(story.shop().function("shop-thumbs").runs(served)).isEqualTo(good);
    }

    /** Seed 4300027: it was said to run while Lambda was still at work on it, and could have refused it. */
    @ParameterizedTest
    @CsvSource({"true, UPDATED", "false, KEPT"})
    void whatLambdaHasNotTakenYetIsNotSaidToRun(boolean refused, Restore.Way way) {
        Story story = Story.open();
        story.shop().follow("shop-thumbs", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\","
                + "\"onFailure\":\"leave\",\"limits\":{\"bakeSeconds\":30}}");
        story.pass(Duration.ofMinutes(1));
        boolean[] sent = {false};
        story.aws().wire().disturb(call -> {
            boolean update = call.operation().equals("UpdateFunctionCode") && !sent[0];
            sent[0] |= update;
            return update ? new Fault.Silence(true) : sent[0] && call.caller().equals("slipway-UpdateFunction") ? new Fault.Error(DENIED, false) : new Fault.None();
        });
        story.push("thumbs", "latest", "new", refused ? FunctionBehaviour.GOOD.failingToUpdate("ImageAccessDenied") : FunctionBehaviour.GOOD);

        story.until("Roll back").until("Rolling back?");

        assertThat(story.shop().function("shop-thumbs").settled()).isEqualTo(!refused);
        assertThat(ends(story, refused ? Ending.ROLLED_BACK : Ending.NEEDS_HUMAN).restore().orElseThrow().way()).isEqualTo(way);
    }

    /** Seed 220002333: a person aborted it before Lambda had said no, and the next one was refused too; what ran on was said to be the first of both. */
    @Test
    void whatLambdaDidNotTakeFromAnEarlierDeploymentIsNotSaidToRun() {
        Story story = Story.open();
        story.shop().follow("shop-thumbs", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\","
                + "\"onFailure\":\"leave\",\"limits\":{\"bakeSeconds\":30}}");
        story.pass(Duration.ofMinutes(1));
        String good = story.shop().function("shop-thumbs").runs("$LATEST");
        story.push("thumbs", "latest", "first", FunctionBehaviour.GOOD.failingToUpdate("ImageAccessDenied"));
        story.until("Observe");
        story.aws().machines().execution(story.aws().ledger().claims().read(new TargetName("shop-thumbs")).claim().orElseThrow().execution()).stop("Enough", "it looked wrong");
        assertThat(ends(story, Ending.NEEDS_HUMAN).cause().orElseThrow().sentence()).endsWith(", which Lambda did not take: its callers get the one before.");

        story.push("thumbs", "latest", "second", FunctionBehaviour.GOOD.failingToUpdate("ImageAccessDenied"));
        Deployment refused = ends(story, Ending.ROLLED_BACK);

        assertThat(refused.restore().orElseThrow().way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(story.shop().function("shop-thumbs").runs("$LATEST")).isEqualTo(good);
    }
}
