package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.PushStoriesTest.ending;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;

/** What is live, and stays open for a while after its bake. */
class WatchStoriesTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final String WATCH = "{\"limits\":{\"bakeSeconds\":30,\"deadlineSeconds\":400,\"watchAfterSeconds\":900%s}}";

    private final Story story = RollbackStoriesTest.live("v2").follow("shop-api", WATCH.formatted(""));
    private final String before = story.runs("api", "api");

    /** Pushes a good image, and lets time pass until it has been live for two minutes. */
    private String pushed() {
        String digest = story.push("api", "v3", GOOD);
        story.until("Update").until("Observe").until(() -> story.shop().service("api").steady()).pass(Duration.ofSeconds(30 + 35 + 120));
        assertThat(story.aws().ledger().claims().read(API).claim()).isPresent();
        return digest;
    }

    @Test
    void itHasSucceededAtTheEndOfThatTimeAndNotBefore() {
        String digest = pushed();
        assertThat(story.events().getLast().path("state").asText()).isEqualTo("LIVE");
        assertThat(story.events().getLast().path("summary").asText()).isEqualTo("LIVE shop-api v3, watched: 2 of 2 tasks healthy");
        assertThat(story.events().getLast().path("waitsFor").asText()).matches("the end of its watch: it is live and well, [0-9]+ of 900 s");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).endsWith(ending("Succeeded").toArray(String[]::new));
        assertThat(Duration.between(deployment.change().orElseThrow().at(), deployment.endedAt().orElseThrow())).isGreaterThan(Duration.ofSeconds(930));
        assertThat(Collections.frequency(story.aws().machines().execution(deployment.execution()).path(), "Observe")).isLessThan(65);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v3: 2 of 2 tasks healthy");
    }

    @Test
    void itGoesBackIfItTurnsBadAndPeopleAreToldThatItWasLive() {
        pushed();
        RollbackStoriesTest.crash(story, 2);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("exited with code 1").containsPattern(" It had been live since [0-9:]{8} UTC\\.$");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v3: ");
    }

    @Test
    void oneCrashIsNoReasonToGoBack() {
        String digest = pushed();
        RollbackStoriesTest.crash(story, 1);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** Its own deadline is over by then. */
    @Test
    void whatIsIllAtTheEndOfItsWatchHasTheTimeOfItsDeadlineToRecover() {
        pushed();
        story.pass(Duration.ofSeconds(700));
        story.shop().service("api").capacity(false);
        RollbackStoriesTest.crash(story, 1);
        story.when("Roll back", () -> story.shop().service("api").capacity(true));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NotSettled");
        assertThat(Duration.between(deployment.change().orElseThrow().at(), deployment.restore().orElseThrow().at())).isGreaterThan(Duration.ofSeconds(930 + 400));
    }

    /** It waits, and would not begin for hours: until then what is live is watched as promised. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAFreezeOrAHoldKeepsFromBeginningEndsNoWatch(boolean freeze) {
        pushed();
        if (freeze) {
            story.start("{\"target\":\"shop-api\",\"action\":\"freeze\",\"until\":\"6h\",\"reason\":\"release week\",\"by\":\"ana\"}");
        }
        String next = story.push("api", "v4", GOOD);
        if (!freeze) {
            story.aws().ledger().holds().put(new slipway.rollout.Hold(API, new slipway.release.Digest(next), new slipway.release.DeploymentId("before"), story.now(), "It crashed."), 0);
        }
        story.pass(Duration.ofSeconds(120));
        RollbackStoriesTest.crash(story, 2);
        story.play();

        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "giveWay"})
    void somethingNewerEndsItAtOnceAndGoesBackToIt(String whileDeploying) {
        story.follow("shop-api", WATCH.formatted("").replaceFirst("\\{", "{\"whileDeploying\":\"" + whileDeploying + "\","));
        String watched = pushed();
        Instant pushed = story.aws().timeline().now();
        story.push("api", "v4", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.play();

        Deployment third = story.deployment("shop-api", "v3");
        assertThat(third.ending()).contains(Ending.SUCCEEDED);
        assertThat(Duration.between(pushed, third.endedAt().orElseThrow())).isLessThan(Duration.ofSeconds(40));
        assertThat(story.deployment("shop-api", "v4").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(watched);
    }

    @Test
    void aPersonTurnsItAroundWhileItIsLive() {
        pushed();
        story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        story.play();

        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseChangesWhileItIsLiveIsLeftToThem() {
        pushed();
        story.updateService("api", "{\"desiredCount\":0}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ScaledToZero");
    }

    @Test
    void scenario21_ifItsExecutionDiesAnotherWatchesOn() {
        String digest = pushed();
        Execution running = story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING).findFirst().orElseThrow();
        running.expire();
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.death()).isPresent();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** The alarm may fire long after the alias has moved. */
    @Test
    void aFunctionGoesBackToo() {
        story.aws().cloudWatch().metric("thumbs-errors");
        story.aws().cloudWatch().calm("thumbs-errors");
        String old = story.shop().function("shop-thumbs").runs("live");
        story.follow("shop-thumbs", "{\"alarms\":[\"thumbs-errors\"],\"limits\":{\"bakeSeconds\":10,\"watchAfterSeconds\":600}}");
        story.push("thumbs", "latest", "second", FunctionStoriesTest.OTHER);
        story.until("Update").pass(Duration.ofMinutes(6));
        assertThat(story.shop().function("shop-thumbs").runs("live")).isNotEqualTo(old);
        story.aws().cloudWatch().fire("thumbs-errors", "Threshold Crossed");
        Deployment deployment = story.play("shop-thumbs");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("AlarmFired");
        assertThat(story.shop().function("shop-thumbs").runs("live")).isEqualTo(old);
    }
}
