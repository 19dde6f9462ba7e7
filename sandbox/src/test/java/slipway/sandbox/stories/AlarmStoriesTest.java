package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.wire.Fault;

/** What the target's own alarms say of a rollout. */
class AlarmStoriesTest {
    private static final String ALARMS = "{\"alarms\":[\"shop-api-5xx\",\"shop-api-slow\"],\"limits\":{\"bakeSeconds\":120}}";
    private static final String REASON = "Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).";

    /** The longest wait of the bake, and a little for the look. */
    private static final Duration ONE_LOOK = Duration.ofSeconds(32);

    private final Story story = Story.open();

    @Test
    void scenario27_oneThatWasInAlarmAlreadyIsNotTheNewImagesFault() {
        String before = watched();
        story.aws().cloudWatch().fire("shop-api-5xx", REASON);
        story.pass(Duration.ofMinutes(5));
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest).isNotEqualTo(before);
        assertThat(story.letters("DeploymentsTopic").getLast()).containsPattern(
                "Alarm: +shop-api-5xx was in ALARM already, since [0-9:]{8} UTC: it counts only once it has been well");
    }

    @Test
    void scenario27_itCountsOnceItHasBeenWell() {
        String before = watched();
        story.aws().cloudWatch().fire("shop-api-5xx", REASON);
        story.pass(Duration.ofMinutes(5)).push("api", "v3", GOOD);
        story.until("Update").until("Observe");
        story.aws().cloudWatch().calm("shop-api-5xx");
        story.until("Observe").until("Observe").until("Observe").until("Observe");
        story.aws().cloudWatch().fire("shop-api-5xx", REASON);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void oneThatFiresWhileTheNewImageBakesTakesItBack() {
        String before = watched();
        String digest = story.push("api", "v3", GOOD);
        story.until("Update").until("Observe").until(() -> story.shop().service("api").steady()).pass(Duration.ofSeconds(20));
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        story.aws().cloudWatch().fire("shop-api-slow", REASON);

        Deployment deployment = takenBack(before);

        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(deployment.cause().orElseThrow().sentence()).matches("Alarm shop-api-slow fired \\(ALARM since [0-9:]{8} UTC\\): "
                + "Threshold Crossed: 1 datapoint \\[12.0] was greater than the threshold \\(5.0\\)\\.");
    }

    /** Seed 70016172: Update stands still right before its change. */
    @Test
    void oneThatFiresBeforeTheUpdateTakesEffectIsNotTheNewImagesFault() {
        watched();
        boolean[] still = {true};
        story.aws().wire().disturb(call -> {
            if (call.operation().equals("UpdateService") && still[0]) {
                still[0] = false;
                story.pass(Duration.ofSeconds(5)).aws().cloudWatch().fire("shop-api-5xx", REASON);
                story.pass(Duration.ofSeconds(5));
            }
            return new Fault.None();
        });
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(still[0]).isFalse();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** Seed 32671: it fired after the update took effect, and before Slipway knew of that. */
    @Test
    void oneThatFiredBeforeTheUpdateWasKnownTakesItBack() {
        String before = watched();
        boolean[] blind = {false};
        story.aws().wire().disturb(call -> {
            boolean update = call.operation().equals("UpdateService") && !blind[0];
            blind[0] |= update;
            return update ? new Fault.Silence(true) : blind[0] && call.operation().equals("DescribeServices") ? Fault.throttled() : new Fault.None();
        });
        story.push("api", "v3", GOOD);
        story.until("Update").pass(Duration.ofSeconds(40));
        assertThat(blind[0]).isTrue();
        story.aws().cloudWatch().fire("shop-api-slow", REASON);
        story.pass(Duration.ofSeconds(5)).aws().wire().disturb(call -> new Fault.None());

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("AlarmFired");
        assertThat(deployment.change().orElseThrow().at()).isBefore(Instant.parse(deployment.cause().orElseThrow().facts().get("since")));
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** ECS is told to stop it; where that comes too late, another update follows. */
    @Test
    void oneThatFiresWhileTheNewImageRollsOutTakesItBack() {
        String before = watched();
        story.push("api", "v3", GOOD);
        story.until("Update").until("Observe").pass(Duration.ofSeconds(10));
        assertThat(story.shop().service("api").steady()).isFalse();
        story.aws().cloudWatch().fire("shop-api-slow", REASON);

        takenBack(before);

        assertThat(story.calls()).contains("ecs:StopServiceDeployment");
    }

    /** Plays on from where the alarm has fired: the call for the rollback follows the first look, that the baseline is back comes later. */
    private Deployment takenBack(String before) {
        Instant fired = story.now();
        Instant[] call = {Instant.MAX};
        story.when("Roll back", () -> call[0] = story.now());

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("AlarmFired");
        assertThat(Instant.parse(deployment.cause().orElseThrow().facts().get("since"))).isEqualTo(fired);
        assertThat(call[0]).isBefore(fired.plus(ONE_LOOK));
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v3: alarm shop-api-slow fired. Runs v2 again");
        return deployment;
    }

    @Test
    void oneThatDoesNotExistIsRefusedBeforeAnythingIsTouched() {
        watched();
        story.aws().cloudWatch().remove("shop-api-slow");
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).isEqualTo(
                "Alarms names one that does not exist in this account and region: correct the target's document, or make the alarm (alarm=shop-api-slow).");
        assertThat(story.calls()).doesNotContain("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }

    @Test
    void scenario24_nothingSettlesWhileCloudWatchDoesNotAnswerAndNothingIsBlamedForIt() {
        watched();
        int[] times = {40};
        String digest = story.push("api", "v3", GOOD);
        story.until("Update");
        story.aws().wire().disturb(call -> call.operation().equals("DescribeAlarms") && times[0]-- > 0
                ? new Fault.Error(AwsFault.of("ThrottlingException", "Rate exceeded"), false) : new Fault.None());
        story.until(() -> story.deployment("shop-api", "v3").progress().filter(seen -> seen.waitsFor().startsWith("CloudWatch to tell")).isPresent() || times[0] <= 0);

        Deployment deployment = story.play("shop-api");

        assertThat(times[0]).isNegative();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void oneThatIsTakenAwayMeanwhileKeepsItFromSettlingAndPeopleAreToldWhich() {
        String before = watched();
        story.push("api", "v3", GOOD);
        story.until("Update");
        story.aws().cloudWatch().remove("shop-api-slow");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().sentence()).isEqualTo(
                "All is healthy, but until its deadline it waited for alarm shop-api-slow, which is not there any more.");
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void aPersonsRollbackIsNotJudgedByThem() {
        String before = watched();
        story.push("api", "v3", GOOD);
        story.play();
        story.aws().cloudWatch().fire("shop-api-5xx", REASON);
        story.aws().cloudWatch().remove("shop-api-slow");

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.until("Update").until("Observe");
        story.aws().cloudWatch().calm("shop-api-5xx");
        story.aws().cloudWatch().fire("shop-api-5xx", REASON);

        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** Its callers do not reach what its alias does not point to. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFunctionIsTakenBackByOneThatFiresOnceItsAliasHasMoved(boolean moved) {
        alarm("thumbs-errors");
        story.shop().follow("shop-thumbs", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\","
                + "\"alias\":\"live\",\"smoke\":{\"payload\":{}},\"alarms\":[\"thumbs-errors\"],\"limits\":{\"bakeSeconds\":120}}");
        story.pass(Duration.ofMinutes(1));
        String old = story.shop().function("shop-thumbs").runs("live");
        String digest = story.push("thumbs", "latest", "second", FunctionStoriesTest.OTHER);
        story.until("Update").until(moved ? "Tell" : "Observe");
        if (moved) {
            story.until(() -> story.shop().function("shop-thumbs").runs("live").equals(digest)).pass(Duration.ofSeconds(30));
        }
        story.aws().cloudWatch().fire("thumbs-errors", REASON);

        Deployment deployment = story.play("shop-thumbs");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(moved ? Ending.ROLLED_BACK : Ending.SUCCEEDED);
        assertThat(story.shop().function("shop-thumbs").runs("live")).isEqualTo(moved ? old : digest);
    }

    /** Returns what runs: a release that was seen healthy, watched by two alarms that are well. */
    private String watched() {
        alarm("shop-api-5xx");
        alarm("shop-api-slow");
        story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.follow("shop-api", ALARMS).forget();
        return story.runs("api", "api");
    }

    private void alarm(String name) {
        story.aws().cloudWatch().metric(name);
        story.aws().cloudWatch().calm(name);
    }
}
