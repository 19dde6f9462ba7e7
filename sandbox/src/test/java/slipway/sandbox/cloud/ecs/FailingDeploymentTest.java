package slipway.sandbox.cloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.sandbox.cloud.Behaviour;

class FailingDeploymentTest {
    private static final Behaviour CRASHES = Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    private final Shop shop = new Shop();

    static Stream<Arguments> badImages() {
        return Stream.of(
                Arguments.of("crash at boot", CRASHES, "EssentialContainerExited", "Essential container in task exited"),
                Arguments.of("404", Behaviour.GOOD.answering(404), "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group "),
                Arguments.of("never listens", Behaviour.GOOD.neverListening(), "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group "),
                Arguments.of("out of memory", Behaviour.GOOD.outOfMemoryAfter(Duration.ofSeconds(1)), "EssentialContainerExited", "Essential container in task exited"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badImages")
    void breakerFailsTheDeploymentAndGoesBack(String name, Behaviour behaviour, String stopCode, String reason) {
        ServiceView api = shop.running(it -> it.breaker(true));
        List<String> old = api.images().get("api");
        shop.push("v2", behaviour);
        String failed = shop.deploy(Shop.REPOSITORY + ":v2");
        assertThat(shop.timeline.runUntil(() -> !api.deployments().getFirst().id().equals(failed), Duration.ofMinutes(15))).isTrue();

        JsonNode service = shop.service();
        JsonNode rollback = service.path("deployments").path(0);
        JsonNode dead = service.path("deployments").path(1);
        assertThat(List.of(rollback.path("status").asText(), rollback.path("rolloutState").asText())).containsExactly("PRIMARY", "IN_PROGRESS");
        assertThat(List.of(dead.path("id").asText(), dead.path("status").asText(), dead.path("rolloutState").asText())).containsExactly(failed, "ACTIVE", "FAILED");
        assertThat(dead.path("rolloutStateReason").asText()).isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
        assertThat(dead.path("failedTasks").asInt()).isEqualTo(3);
        assertThat(service.path("taskDefinition").asText()).endsWith("shop-api:1");
        assertThat(shop.serviceDeployment().path("deploymentCircuitBreaker").toString()).isEqualTo("{\"status\":\"TRIGGERED\",\"failureCount\":3,\"threshold\":3}");
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("ROLLBACK_IN_PROGRESS");
        assertThat(shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"")).anySatisfy(task -> {
            assertThat(task.path("stopCode").asText()).isEqualTo(stopCode);
            assertThat(task.path("stoppedReason").asText()).startsWith(reason);
            assertThat(task.path("startedBy").asText()).isEqualTo(failed);
        });

        assertThat(api.settle(Duration.ofMinutes(15))).isTrue();
        assertThat(api.images()).containsEntry("api", old);
        assertThat(shop.service().path("deployments")).hasSize(1);
        JsonNode ended = shop.serviceDeployment();
        assertThat(ended.path("status").asText()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(ended.path("statusReason").asText()).isEqualTo("Service deployment rolled back because the circuit breaker threshold was exceeded.");
        assertThat(ended.path("rollback").path("serviceRevisionArn")).isEqualTo(ended.path("sourceServiceRevisions").path(0).path("arn"));
        assertThat(shop.emitted).contains("ECS Deployment State Change: ERROR SERVICE_DEPLOYMENT_FAILED ECS deployment circuit breaker: tasks failed to start.");
        assertThat(api.events()).contains("(service api) (deployment " + failed + ") deployment failed: tasks failed to start.",
                "(service api) rolling back to deployment " + rollback.path("id").asText() + ".");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badImages")
    void withoutBreakerItTriesForEverAndTheOldTasksServe(String name, Behaviour behaviour, String stopCode, String reason) {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", behaviour);
        String id = shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofHours(1));

        assertThat(api.deployments().getFirst()).satisfies(it -> {
            assertThat(it.id()).isEqualTo(id);
            assertThat(it.rolloutState()).isEqualTo("IN_PROGRESS");
            assertThat(it.failed()).isGreaterThan(3);
        });
        assertThat(api.healthy()).isEqualTo(2);
        assertThat(api.steady()).isFalse();
    }

    @Test
    void missingImageStopsTheTaskBeforeItStarts() {
        ServiceView api = shop.running(it -> it.breaker(false));
        String uri = Shop.REPOSITORY + ":gone";
        shop.deploy(uri);
        assertThat(shop.timeline.runUntil(() -> api.deployments().getFirst().rolloutState().equals("FAILED"), Duration.ofMinutes(20))).isTrue();

        JsonNode task = shop.tasks("\"family\":\"shop-api\",\"desiredStatus\":\"STOPPED\"").getLast();
        assertThat(task.path("stopCode").asText()).isEqualTo("TaskFailedToStart");
        assertThat(task.path("stoppedReason").asText())
                .isEqualTo("CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref " + uri + ": " + uri + ": not found");
        assertThat(task.path("containers").path(0).has("exitCode")).isFalse();
        assertThat(task.has("startedAt")).isFalse();
        assertThat(api.deployments()).extracting(ServiceView.DeploymentView::status).containsExactly("PRIMARY", "ACTIVE");
        int tasks = api.tasks().size();
        shop.pass(Duration.ofMinutes(30));
        assertThat(api.tasks()).as("a failed deployment launches no more tasks").hasSize(tasks);
        assertThat(api.healthy()).isEqualTo(2);
    }

    @Test
    void startsThatNeverRunAreThrottled() {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", CRASHES);
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofHours(1));
        assertThat(api.tasks().size()).isLessThan(30);
        assertThat(api.events()).contains("(service api) is unable to consistently start tasks successfully.");
        assertThat(shop.emitted).contains("ECS Service Action: WARN SERVICE_TASK_START_IMPAIRED ");
    }

    @Test
    void exitCodesAndReasonsAreTheContainers() {
        shop.running(it -> it);
        shop.push("v2", Behaviour.GOOD.outOfMemoryAfter(Duration.ofSeconds(1)));
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofMinutes(3));
        JsonNode container = shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"").getLast().path("containers").path(0);
        assertThat(container.path("exitCode").asInt()).isEqualTo(137);
        assertThat(container.path("reason").asText()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
    }

    @Test
    void unhealthyTargetsAreLeftAloneWithinTheGracePeriod() {
        ServiceView api = shop.running(it -> it.grace(Duration.ofMinutes(5)));
        shop.push("v2", Behaviour.GOOD.answering(404));
        String id = shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofMinutes(5));
        assertThat(api.tasks()).filteredOn(task -> task.deployment().equals(id)).hasSize(2)
                .allSatisfy(task -> assertThat(task.targets()).containsExactly("unhealthy Target.ResponseCodeMismatch"));
        shop.pass(Duration.ofMinutes(2));
        assertThat(api.tasks()).filteredOn(task -> task.deployment().equals(id) && task.stopping()).isNotEmpty();
        assertThat(api.events()).contains("(service api) (port 8080) is unhealthy in (target-group " + shop.group.arn()
                + ") due to (reason Health checks failed with these codes: [404]).");
    }

    @Test
    void aCrashingTaskOfASteadyServiceIsReplaced() {
        ServiceView api = shop.running(it -> it);
        api.kill(api.tasks().getLast().id(), "SpotInterruption", "Your Spot Task was interrupted.");
        assertThat(api.steady()).isFalse();
        assertThat(api.settle(Duration.ofMinutes(5))).isTrue();
        assertThat(api.healthy()).isEqualTo(2);
        assertThat(shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"").getFirst().path("stopCode").asText()).isEqualTo("SpotInterruption");
    }

    @Test
    void aTargetThatTurnsSickIsReplaced() {
        ServiceView api = shop.running(it -> it);
        String sick = api.tasks().getLast().id();
        api.behave(sick, "api", Behaviour.GOOD.answering(500));
        shop.pass(Duration.ofSeconds(25));
        assertThat(api.tasks()).as("its replacement starts first").noneMatch(ServiceView.TaskView::stopping).hasSize(3);
        assertThat(api.settle(Duration.ofMinutes(5))).isTrue();
        assertThat(shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"").getFirst().path("taskArn").asText()).endsWith(sick);
    }

    @Test
    void withoutCapacityNothingStartsAndNothingIsLost() {
        ServiceView api = shop.running(it -> it);
        api.capacity(false);
        shop.push("v2", Behaviour.GOOD);
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofHours(1));
        assertThat(api.healthy()).isEqualTo(2);
        assertThat(api.deployments().getFirst().rolloutState()).isEqualTo("IN_PROGRESS");
        assertThat(api.events()).anyMatch(it -> it.startsWith("(service api) was unable to place a task. Reason: Capacity is unavailable at this time."));
        api.capacity(true);
        assertThat(api.settle(Duration.ofMinutes(30))).isTrue();
    }

    @Test
    void aDeletedTargetGroupStallsTheDeploymentAndSaysSo() {
        ServiceView api = shop.running(it -> it);
        shop.elb.deleteTargetGroup(shop.group.arn());
        shop.push("v2", Behaviour.GOOD);
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofMinutes(30));
        assertThat(api.steady()).isFalse();
        assertThat(api.events()).anyMatch(it -> it.startsWith("(service api) failed to register targets in (target-group " + shop.group.arn() + ")"));
    }

    @ParameterizedTest
    @CsvSource({"5,0,true", "600,0,false", "25,60,true"})
    void aContainersOwnCheckDecidesToo(int listensAfter, int startPeriod, boolean healthy) {
        shop.push("v1", Behaviour.GOOD.listeningAfter(Duration.ofSeconds(listensAfter)));
        var definition = Shop.definition(Shop.REPOSITORY + ":v1");
        ((com.fasterxml.jackson.databind.node.ObjectNode) definition.at("/containerDefinitions/0"))
                .putObject("healthCheck").put("interval", 5).put("retries", 3).put("startPeriod", startPeriod).putArray("command").add("CMD").add("true");
        ServiceView api = shop.ecs.cluster("shop").service("api").runs(definition).breaker(false).create();
        shop.pass(Duration.ofMinutes(3));
        assertThat(api.healthy()).isEqualTo(healthy ? 1 : 0);
        assertThat(shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"").stream().anyMatch(it -> it.path("stoppedReason").asText().equals("Task failed container health checks")))
                .isNotEqualTo(healthy);
    }
}
