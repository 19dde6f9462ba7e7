package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.ServiceView;

/** What teams hang in for an hour: a breaker that never fires, a health check that can't be answered, capacity that comes and goes. */
class FieldStoriesTest {
    private final Story story = RollbackStoriesTest.live("v2");
    private final ServiceView api = story.shop().service("api");

    /** Each task reaches RUNNING, which sets back what ECS counts. */
    @Test
    void scenario08_aCrashAfterRunningThatNeverTripsTheBreakerGoesBack() {
        RollbackStoriesTest.breaker(story, "api");
        story.forget();
        String[] state = {""};
        story.when("Roll back", () -> state[0] = api.deployments().getFirst().rolloutState());

        Deployment deployment = goesBack(GOOD.crashingAfter(Duration.ofSeconds(20), 1));

        assertThat(state[0]).as("what ECS says when Slipway goes back").isIn("IN_PROGRESS", "COMPLETED");
        assertThat(api.events()).noneMatch(event -> event.contains("deployment failed"));
        assertThat(deployment.cause().orElseThrow().sentence()).contains("exited with code 1", "crash 2").doesNotContain("ECS gave");
    }

    /** ECS would replace its tasks for ever. */
    @Test
    void scenario23_whatStartsLongerThanItsGracePeriodGoesBackAfterTwoTasks() {
        story.updateService("api", "{\"healthCheckGracePeriodSeconds\":30}");
        story.pass(Duration.ofMinutes(2)).forget();

        Deployment deployment = goesBack(GOOD.listeningAfter(Duration.ofSeconds(150)));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("/api/health", "Target.FailedHealthChecks");
        assertThat(Duration.between(deployment.startedAt(), deployment.restore().orElseThrow().at())).isLessThan(Duration.ofMinutes(5));
    }

    /** A security group that lets nobody in, and a port on which nobody listens. */
    @ParameterizedTest
    @CsvSource({"hangs, Target.Timeout", "never listens, Target.FailedHealthChecks"})
    void scenario25_whatTheLoadBalancerGetsNoAnswerFromIsToldByCodeAndMatcher(String how, String code) {
        Deployment deployment = goesBack(how.equals("hangs") ? GOOD.hanging() : GOOD.neverListening());

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(deployment.cause().orElseThrow().facts()).containsEntry("reasonCode", code).containsEntry("path", "/api/health").containsEntry("matcher", "200");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains(code, "/api/health").containsPattern("(expects|matcher) 200");
    }

    private Deployment goesBack(Behaviour behaviour) {
        String before = story.runs("api", "api");
        story.push("api", "v3", behaviour);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.path(deployment)).contains("Roll back", "Wait for restore", "Observe restore").endsWith("Notify", "Anything waiting?", "Ending?", "Rolled back");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v3: ").contains("Runs v2 again");
        return deployment;
    }

    /** Nobody can see whether tasks serve any more, be they new or old: that is a person's. */
    @Test
    void scenario25_aTargetGroupThatIsDeletedMeanwhileIsNamed() {
        String group = story.settings("api").path("loadBalancers").path(0).path("targetGroupArn").asText();
        story.push("api", "v3", GOOD);
        story.until("Update").until("Observe");
        story.aws().elb().deleteTargetGroup(group);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().sentence()).isEqualTo("Service's target group is not there (targetGroup=shop-api).");
        assertThat(story.slack().getLast()).startsWith("NEEDS HUMAN shop-api v3: ");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Service's target group is not there (targetGroup=shop-api).");
    }

    /** Words of ECS's own (guide, "Stopped tasks error messages"). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"SpotInterruption | Your Spot Task was interrupted.",
        "TaskFailedToStart | Timeout waiting for network interface provisioning to complete.",
        "TaskFailedToStart | CannotPullContainerError: toomanyrequests: Rate exceeded"})
    void scenario26_whatCapacityAndNetworkTakeIsNoFailureOfTheImage(String code, String reason) {
        String digest = story.push("api", "v3", GOOD);
        int[] taken = {3};
        story.when("Observe", () -> reclaim(taken, code, reason));

        Deployment deployment = story.play("shop-api");

        assertThat(taken[0]).isZero();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).doesNotContain("Roll back");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** At each look one of the new tasks is stopped, as often as that is to be. */
    private void reclaim(int[] times, String code, String reason) {
        api.tasks().stream().filter(task -> !task.stopping() && !task.status().equals("STOPPED") && task.taskDefinition().equals(api.taskDefinition())).limit(times[0]).findFirst().ifPresent(task -> {
            api.kill(task.id(), code, reason);
            times[0]--;
        });
        if (times[0] > 0) {
            story.when("Observe", () -> reclaim(times, code, reason));
        }
    }
}
