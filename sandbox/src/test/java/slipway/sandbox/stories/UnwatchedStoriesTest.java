package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;
import static slipway.sandbox.stories.RollbackStoriesTest.breaker;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.cloud.ecs.Variants.Way;
import slipway.sandbox.cloud.eventbridge.Weather;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;
import slipway.sandbox.wire.Fault;

/** What ECS itself gave up and took back before anybody had written down that it was brought. */
class UnwatchedStoriesTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(1), 1);
    private static final Duration LATE = Duration.ofMinutes(6);

    private int writes = Integer.MAX_VALUE;

    private Story story(boolean reuses) {
        Variants ecs = reuses ? Variants.of(Way.ROLLBACK_REUSES_DEPLOYMENT, Way.FAILED_LEAVE_AT_ONCE) : Under.ways().ecs();
        Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> {
            if (operation.equals("records.write") && writes-- <= 0) {
                throw new IllegalStateException("the process ends");
            }
            return rest.call(arguments);
        }), ecs);
        story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":20}}");
        breaker(story, "api");
        story.forget();
        return story;
    }

    private static Execution running(Story story) {
        return story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy")).findFirst().orElseThrow();
    }

    private String brought(Story story) {
        String bad = story.push("api", "v3", CRASHES);
        story.until("Update");
        writes = 1;
        story.until(() -> story.calls().contains("ecs:UpdateService"));
        // Whoever goes on with it hears of the death when ECS has gone back.
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.states") ? List.of(LATE) : Weather.FAIR.delays(rule, event));
        return bad;
    }

    private void dies(Story story, Runnable how) {
        how.run();
        writes = Integer.MAX_VALUE;
        story.pass(LATE.plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scenario21_whatEcsGaveUpUnrecordedIsBroughtNoSecondTimeAndBlamedOnNobody(boolean reuses) {
        Story story = story(reuses);
        String before = story.runs("api", "api");
        String bad = brought(story);
        dies(story, () -> running(story).expire());

        Deployment last = story.play("shop-api");

        wentBack(story, last, bad);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        if (!story.in(Way.QUICK_EXITS_HAVE_RUN)) {
            assertThat(story.path(last)).containsSubsequence("Look first", "Touched?", "Roll back", "Rolling back?", "Wait for restore");
        }
    }

    @Test
    void scenario21_aPersonsAbortOfWhatEcsGaveUpIsNotSaidToHaveTouchedNothing() {
        Story story = story(true);
        brought(story);
        dies(story, () -> running(story).stop("Aborted", "a person stopped the execution"));

        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("DeployerAborted");
        assertThat(story.path(last)).containsSubsequence("Look first", "Touched?", "Close");
        assertFree(story, "shop-api");
    }

    /** The reply was lost, and AWS refused all further calls until ECS had gone back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatEcsGaveUpWhileUpdateWasThrottledIsBroughtNoSecondTimeAndBlamedOnNobody(boolean reuses) {
        Story story = story(reuses);
        String before = story.runs("api", "api");
        boolean[] sent = {false};
        boolean[] open = {false};
        story.aws().wire().disturb(call -> {
            if (!call.caller().equals("slipway-UpdateFunction") || open[0]) {
                return new Fault.None();
            }
            boolean first = call.operation().equals("UpdateService") && !sent[0];
            sent[0] |= first;
            return first ? new Fault.Silence(true) : call.operation().equals("DescribeServices") && sent[0] ? Fault.throttled() : new Fault.None();
        });
        String bad = story.push("api", "v3", CRASHES);
        story.until(() -> sent[0]).pass(LATE);
        open[0] = true;

        Deployment last = story.play("shop-api");

        wentBack(story, last, bad);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    private static void wentBack(Story story, Deployment last, String bad) {
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        Hold hold = story.aws().ledger().holds().find(API, new Digest(bad)).orElseThrow();
        assertFree(story, "shop-api");
        if (story.in(Way.QUICK_EXITS_HAVE_RUN)) {
            // Such a breaker sees no failure in a crash, so that it is for Slipway to count.
            return;
        }
        assertThat(last.restore().orElseThrow().way()).isEqualTo(Restore.Way.WATCHED);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("WentBack");
        assertThat(last.cause().orElseThrow().sentence()).contains("while nobody watched", "circuit breaker").doesNotContain("someone else");
        assertThat(hold.toString()).contains("circuit breaker").doesNotContain("someone else");
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
    }
}
