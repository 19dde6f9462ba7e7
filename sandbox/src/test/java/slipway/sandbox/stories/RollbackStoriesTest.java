package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.goesBack;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.cloud.ecs.Variants.Way;

/** The ways back, and when there is none. */
class RollbackStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    @Test
    void scenario06_whatEcsRollsBackByItselfIsToldAsRolledBackThoughItIsSteadyAgain() {
        Story story = live("v2").follow("shop-api", "{\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":20}}");
        breaker(story, "api");

        if (story.in(Way.QUICK_EXITS_HAVE_RUN)) {
            // Such a breaker sees no failure in a crash, so that it is for Slipway to count.
            Deployment deployment = goesBack(story, () -> story.push("api", "v3", CRASHES), Restore.Way.STOPPED);
            assertThat(deployment.cause().orElseThrow().sentence()).contains("exited with code 1");
            return;
        }
        Deployment deployment = goesBack(story, () -> story.push("api", "v3", CRASHES), Restore.Way.WATCHED);

        // Where nothing lists what failed any more by the next look, the service's events tell of it.
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("DeploymentFailed");
        assertThat(deployment.cause().orElseThrow().sentence()).containsPattern("tasks? failed to start").contains("exited with code 1");
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService").doesNotContain("ecs:StopServiceDeployment");
    }

    private static boolean keeps(Story story) {
        return story.in(Way.ROLLBACK_REUSES_DEPLOYMENT) || story.in(Way.ROLLBACK_KEEPS_TASKS);
    }

    /** They tell the deployment that has started them, which is gone. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereARollbackGoesOnWithTheTasksThatStillRunTheyAreFoundByTheirRevision(boolean byEcs) {
        Story story = Story.open(Variants.of(Way.ROLLBACK_KEEPS_TASKS));
        story.push("api", "v2", GOOD);
        story.play();
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":" + (byEcs ? 20 : 2) + "}}");
        breaker(story, "api");
        story.forget();

        goesBack(story, () -> story.push("api", "v3", CRASHES), byEcs ? Restore.Way.WATCHED : Restore.Way.STOPPED);

        // And the next push finds its baseline healthy.
        String digest = story.push("api", "v4", GOOD);
        Deployment next = story.play("shop-api");
        assertThat(next.ending()).as("%s", next.cause()).contains(Ending.SUCCEEDED);
        assertThat(next.plan().orElseThrow().baseline().healthy()).isTrue();
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereARollbackTakesTheOldDeploymentUpAgainItIsSeen(boolean byEcs) {
        Story story = Story.open(Variants.of(Way.ROLLBACK_REUSES_DEPLOYMENT, Way.FAILED_LEAVE_AT_ONCE));
        story.push("api", "v2", GOOD);
        story.play();
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":" + (byEcs ? 20 : 2) + "}}");
        breaker(story, "api");
        story.forget();
        String before = story.shop().service("api").deployments().getFirst().id();

        goesBack(story, () -> story.push("api", "v3", CRASHES), byEcs ? Restore.Way.WATCHED : Restore.Way.STOPPED);

        assertThat(story.shop().service("api").deployments().getFirst().id()).isEqualTo(before);
    }

    @Test
    void aRolloutFromAPinnedRevisionIsStopped() {
        Story story = live("v2");
        String revision = story.shop().service("api").taskDefinition();

        goesBack(story, () -> story.push("api", "v3", CRASHES), Restore.Way.STOPPED);

        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(revision);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService").containsOnlyOnce("ecs:StopServiceDeployment");
    }

    @Test
    void aRolloutFromARevisionThatNamesATagGoesBackToACopyThatNamesTheDigest() {
        Story story = Story.open();
        String digest = story.runs("api", "api");

        goesBack(story, () -> story.push("api", "v2", CRASHES), Restore.Way.UPDATED);

        String revision = story.shop().service("api").taskDefinition();
        assertThat(story.definition(revision).path("containerDefinitions").path(0).path("image").asText()).endsWith("shop/api@" + digest);
    }

    @Test
    void whatFailsAfterItsRolloutIsCompletedGoesBackByAnUpdate() {
        Story story = live("v2");

        goesBack(story, () -> {
            story.push("api", "v3", GOOD);
            story.until("Update").until("Observe").until(() -> story.shop().service("api").steady());
            crash(story, 2);
        }, Restore.Way.UPDATED);
    }

    @Test
    void aStopBeforeTheUpdateTouchesNothing() {
        Story story = live("v2");
        story.push("api", "v3", GOOD);
        Execution[] person = new Execution[1];
        story.when("Plan", () -> person[0] = story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}"));

        story.play();

        Deployment deployment = story.deployment("shop-api", "v3");
        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.UNTOUCHED);
        assertThat(story.path(deployment)).endsWith(path(List.of("Update", "Roll back", "Rolling back?"), ending("Not changed")).toArray(String[]::new));
        assertThat(story.calls()).doesNotContain("ecs:UpdateService", "ecs:StopServiceDeployment");
        assertThat(person[0].path()).endsWith("Not changed");
    }

    @Test
    void scenario11_aBaselineThatCanNotBeStartedAgainNeedsAHuman() {
        Story story = live("v2");
        String baseline = story.runs("api", "api");
        story.push("api", "v3", CRASHES);
        story.when("Roll back", () -> story.aws().ecr().delete("shop/api", baseline));

        Deployment deployment = story.play("shop-api");

        if (keeps(story)) {
            // The baseline's old tasks are its tasks again: nothing has to be pulled.
            assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
            assertThat(story.runs("api", "api")).isEqualTo(baseline);
            return;
        }
        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ContainerExited");
        assertThat(deployment.cause().orElseThrow().facts().get("restore")).containsPattern("CannotPull(Container|ImageManifest)Error");
        assertThat(story.shop().service("api").healthy()).as("the old tasks go on").isEqualTo(2);
        assertThat(story.slack().getLast()).startsWith("NEEDS HUMAN shop-api v3: ");
    }

    @Test
    void aBaselineThatCrashesNeedsAHuman() {
        Story story = live("v2");
        story.push("api", "v3", CRASHES);
        story.when("Observe restore", () -> crashAgainAndAgain(story));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().facts().get("restore")).contains("not within 10 min");
        assertThat(story.path(deployment)).doesNotContain("Rolled back");
    }

    @Test
    void aSlowRestoreIsRolledBackOnlyOnceItIsSeenHealthy() {
        Story story = live("v2");
        story.when("Roll back", () -> story.shop().service("api").capacity(false));
        story.when("Observe restore", () -> story.aws().timeline().after(Duration.ofMinutes(5), () -> story.shop().service("api").capacity(true)));

        Deployment deployment = goesBack(story, () -> story.push("api", "v3", CRASHES), Restore.Way.STOPPED);

        Duration took = Duration.between(deployment.restore().orElseThrow().at(), deployment.endedAt().orElseThrow());
        if (!keeps(story)) {
            // Else its old tasks still run, and nothing has to start.
            assertThat(took).isGreaterThan(Duration.ofMinutes(6));
        }
        assertThat(deployment.progress().orElseThrow().healthySince().orElseThrow().plusSeconds(30)).isBeforeOrEqualTo(deployment.endedAt().orElseThrow());
    }

    @Test
    void scenario09_theReleaseBeforeIsTheLastOneSeenHealthyNotTheLastRevision() {
        Story story = live("v2");
        String good = story.runs("api", "api");
        goesBack(story, () -> story.push("api", "v3", CRASHES), Restore.Way.STOPPED);

        story.forget();
        goesBack(story, () -> story.push("api", "v4", CRASHES), Restore.Way.STOPPED);

        assertThat(story.runs("api", "api")).isEqualTo(good);
    }

    /** A shop whose api runs a release that Slipway brought. */
    static Story live(String tag) {
        Story story = Story.open();
        story.push("api", tag, GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.forget();
        return story;
    }

    static void breaker(Story story, String service) {
        story.updateService(service, "{\"deploymentConfiguration\":{\"deploymentCircuitBreaker\":{\"enable\":true,\"rollback\":true}}}");
        story.pass(Duration.ofMinutes(1));
    }

    static void crash(Story story, int tasks) {
        ServiceView api = story.shop().service("api");
        api.tasks().stream().filter(task -> task.status().equals("RUNNING") && task.taskDefinition().equals(api.taskDefinition())).limit(tasks)
                .forEach(task -> api.behave(task.id(), "api", GOOD.crashingAfter(Duration.ofSeconds(1), 1)));
    }

    private static void crashAgainAndAgain(Story story) {
        crash(story, 2);
        story.when("Observe restore", () -> crashAgainAndAgain(story));
    }
}
