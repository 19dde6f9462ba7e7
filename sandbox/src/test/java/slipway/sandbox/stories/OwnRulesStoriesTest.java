package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.ecs.Variants.Way;
import slipway.sandbox.wire.Fault;

/** What ECS makes of a rollout by rules of the service's own: it completes it early, watches alarms or does not, and can't always go back. */
class OwnRulesStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String REASON = "Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).";

    /** One task at a time, and completed with the first of two. */
    private static Story early(String cleanup) {
        Story story = RollbackStoriesTest.live("v2");
        configure(story, "\"minimumHealthyPercent\":50,\"maximumPercent\":100,\"earlySuccessCriteria\":{\"enable\":true,\"healthyPercent\":50,"
                + "\"sourceServiceRevisionCleanup\":\"" + cleanup + "\"}");
        return story;
    }

    private static void configure(Story story, String members) {
        story.updateService("api", "{\"deploymentConfiguration\":{" + members + "}}");
        story.pass(Duration.ofMinutes(1)).forget();
    }

    @Test
    void whatEcsCompletesEarlyIsWaitedForUntilAllOfItIsThere() {
        Story story = early("BLOCKING");
        ServiceView api = story.shop().service("api");
        String digest = story.push("api", "v3", GOOD);
        story.until("Update").until("Observe").until(() -> primary(api).rolloutState().equals("COMPLETED"));
        assertThat(primary(api).running()).isEqualTo(1);

        Deployment deployment = story.play("shop-api");

        assertThat(waited(story)).anyMatch(words -> words.startsWith("1 of 2 tasks running")
                && words.endsWith("; ECS called the rollout completed with 50 percent of them, by the service's early success criteria"));
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(deployment.progress().orElseThrow().counts().running()).isEqualTo(2);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** ECS's breaker is over by then, and a service deployment that is completed can't be stopped: the service is updated. */
    @Test
    void whatFailsAfterEcsCompletedItEarlyGoesBackAllTheSame() {
        Story story = early("BLOCKING");
        String before = story.runs("api", "api");
        RollbackStoriesTest.breaker(story, "api");
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(60), 1));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ContainerExited");
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** Tasks that protect themselves go on serving: neither a success nor the bake waits for them, and people are told. */
    @Test
    void tasksOfBeforeThatEcsStopsLaterAreToldOf() {
        Story story = RollbackStoriesTest.live("v2");
        configure(story, "\"earlySuccessCriteria\":{\"enable\":true,\"healthyPercent\":100,\"sourceServiceRevisionCleanup\":\"DEFERRED\"}");
        ServiceView api = story.shop().service("api");
        api.tasks().stream().filter(task -> task.status().equals("RUNNING")).forEach(task -> api.guard(task.id()));
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("2 of 2 targets healthy; 2 tasks of deployments before it run still, and ECS stops them later");
    }

    @Test
    void aPushWaitsForSomebodysRolloutThatEcsCompletedEarly() {
        Story story = early("BLOCKING");
        ServiceView api = story.shop().service("api");
        String theirs = story.aws().ecr().push("shop/api", "hotfix", "theirs", GOOD);
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@" + theirs) + "\"}");
        story.until(() -> primary(api).rolloutState().equals("COMPLETED") && primary(api).running() == 1);
        story.push("api", "v4", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(deployment.plan().orElseThrow().baseline().healthy()).isTrue();
        assertThat(deployment.plan().orElseThrow().baseline().release().images().get("api")).endsWith(theirs);
    }

    private static Story alarmed() {
        Story story = RollbackStoriesTest.live("v2");
        story.aws().cloudWatch().metric("shop-5xx");
        story.aws().cloudWatch().metric("shop-slow");
        story.aws().cloudWatch().calm("shop-5xx");
        story.aws().cloudWatch().calm("shop-slow");
        configure(story, "\"alarms\":{\"enable\":true,\"rollback\":true,\"alarmNames\":[\"shop-5xx\",\"shop-slow\"]},\"bakeTimeInMinutes\":2");
        return story;
    }

    @Test
    void scenario27_thatEcsIgnoresItsAlarmsIsSaid() {
        Story story = alarmed();
        story.aws().cloudWatch().fire("shop-slow", REASON);
        story.pass(Duration.ofMinutes(5)).push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.letters("DeploymentsTopic").getLast()).containsPattern(
                "Ignored: +ECS ignores all alarms of its own for this rollout, since shop-slow was in ALARM before it, since [0-9:]{8} UTC");
    }

    /** They are ECS's own: what can't be read is not said, and keeps nothing from being deployed. */
    @Test
    void alarmsOfEcsThatCloudWatchDoesNotTellOfKeepNothingBack() {
        Story story = alarmed();
        story.aws().cloudWatch().fire("shop-slow", REASON);
        story.aws().wire().disturb(call -> call.service().equals("monitoring") ? new Fault.Error(new AwsFault(400, "AccessDenied", "You may not"), false) : new Fault.None());
        story.push("api", "v3", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.letters("DeploymentsTopic").getLast()).doesNotContain("ECS ignores");
    }

    @Test
    void whatEcsGivesUpForAnAlarmIsToldByTheAlarm() {
        Story story = alarmed();
        String before = story.runs("api", "api");
        story.push("api", "v3", GOOD);
        story.until("Update").until(() -> primary(story.shop().service("api")).running() == 2);
        story.pass(Duration.ofSeconds(15));
        story.aws().cloudWatch().fire("shop-5xx", REASON);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("AlarmFired");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("Alarm shop-5xx fired (ALARM since ", REASON.substring(0, REASON.length() - 1), "ECS gave ", "alarm detected");
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.WATCHED);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v3: alarm shop-5xx fired. Runs v2 again");
    }

    @Test
    void theBakeTimeOfEcsItselfIsWaitedForAndSaid() {
        Story story = alarmed();
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(waited(story)).anyMatch(words -> words.endsWith(
                "ECS has not completed the rollout (PRIMARY IN_PROGRESS); before that it watches the alarms shop-5xx, shop-slow of the service for a while"));
    }

    /** While ECS goes back from one failure, the next one has nothing completed to go back to. */
    @Test
    void scenario08_whereTheBreakerHasNothingToGoBackToTheServiceIsUpdated() {
        Story story = RollbackStoriesTest.live("v2");
        String before = story.runs("api", "api");
        story.follow("shop-api", "{\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":20}}");
        RollbackStoriesTest.breaker(story, "api");
        ServiceView api = story.shop().service("api");
        String ill = story.aws().ecr().push("shop/api", "hotfix", "theirs", CRASHES);
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@" + ill) + "\"}");
        if (story.in(Way.QUICK_EXITS_HAVE_RUN)) {
            // Such a breaker sees no failure in a crash, so there is nothing that ECS gives up.
            return;
        }
        story.until(() -> api.events().stream().anyMatch(event -> event.contains("rolling back to deployment"))).forget();
        story.push("api", "v4", CRASHES);
        story.start("{\"target\":\"shop-api\",\"image\":\"v4\",\"reason\":\"now\"}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        if (deployment.restore().orElseThrow().way() == Restore.Way.WATCHED) {
            // Where a rollback goes on with the tasks that still run, it is completed before the next failure.
            assertThat(story.in(Way.ROLLBACK_KEEPS_TASKS) || story.in(Way.ROLLBACK_REUSES_DEPLOYMENT)).isTrue();
            return;
        }
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(deployment.cause().orElseThrow().sentence()).containsPattern("ECS gave .* up: .*tasks? failed to start");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("again, since ECS could not go back by itself: No rollback candidate was found to run the rollback.");
    }

    @Test
    void scenario08_aServiceWhoseFirstDeploymentFailedIsRefusedWithWhatEcsSays() {
        Story story = Story.open();
        String gone = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@sha256:" + "0".repeat(64);
        story.aws().ecs().cluster("shop").service("fresh").breaker(true).runs(story.register("shop-api", gone)).create();
        story.pass(Duration.ofHours(1)).follow("shop-api", "{\"service\":\"fresh\"}").forget();
        story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NoBaseline");
        assertThat(deployment.cause().orElseThrow().sentence()).containsPattern(
                "0 of 1 tasks run, its deployment is FAILED: ECS deployment circuit breaker: tasks? failed to start\\) and no release of it was ever seen healthy");
    }

    /** Returns what its events said that the rollout waited for. */
    private static List<String> waited(Story story) {
        return story.events().stream().map(event -> event.path("waitsFor").asText()).toList();
    }

    private static ServiceView.DeploymentView primary(ServiceView service) {
        return service.deployments().getFirst();
    }
}
