package slipway.sandbox.cloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Images;

class RollingDeploymentTest {
    private final Shop shop = new Shop();

    @Test
    void goodImageReplacesTheOldTasksAndCompletes() {
        ServiceView api = shop.running(it -> it);
        String digest = shop.push("v2", Behaviour.GOOD);
        String id = shop.deploy(Shop.REPOSITORY + ":v2");

        assertThat(shop.service().path("deployments")).extracting(it -> it.path("status").asText() + " " + it.path("rolloutState").asText())
                .containsExactly("PRIMARY IN_PROGRESS", "ACTIVE COMPLETED");
        assertThat(api.settle(Duration.ofMinutes(10))).isTrue();

        JsonNode service = shop.service();
        assertThat(service.path("deployments")).hasSize(1);
        JsonNode primary = service.path("deployments").path(0);
        assertThat(primary.path("id").asText()).isEqualTo(id).startsWith("ecs-svc/");
        assertThat(primary.path("rolloutState").asText()).isEqualTo("COMPLETED");
        assertThat(primary.path("rolloutStateReason").asText()).isEqualTo("ECS deployment " + id + " completed.");
        assertThat(service.path("runningCount").asInt()).isEqualTo(2);
        assertThat(service.path("taskDefinition").asText()).endsWith("task-definition/shop-api:2");
        assertThat(api.images()).containsEntry("api", List.of(digest));
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("SUCCESSFUL");
        assertThat(shop.emitted).containsExactly(
                "ECS Deployment State Change: INFO SERVICE_DEPLOYMENT_IN_PROGRESS ECS deployment " + id + " in progress.",
                "ECS Deployment State Change: INFO SERVICE_DEPLOYMENT_COMPLETED ECS deployment " + id + " completed.",
                "ECS Service Action: INFO SERVICE_STEADY_STATE ");
    }

    @Test
    void eventsTellTheStoryInAwsWords() {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", Behaviour.GOOD);
        String id = shop.deploy(Shop.REPOSITORY + ":v2");
        int before = api.events().size();
        api.settle(Duration.ofMinutes(10));

        String arn = shop.group.arn();
        assertThat(api.events().subList(0, api.events().size() - before).reversed()).map(it -> it.replaceAll("task [0-9a-f]{32}", "task T"))
                .startsWith("(service api) has started 2 tasks: (task T) (task T).", "(service api) registered 1 targets in (target-group " + arn + ")")
                .contains("(service api) deregistered 1 targets in (target-group " + arn + ")", "(service api) has stopped 1 running tasks: (task T).")
                .endsWith("(service api) (deployment " + id + ") deployment completed.", "(service api) has reached a steady state.");
    }

    @Test
    void tasksPassThroughFargatesStatesInAboutAMinute() {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", Behaviour.GOOD);
        Instant from = shop.timeline.now();
        String id = shop.deploy(Shop.REPOSITORY + ":v2");
        List<String> seen = new ArrayList<>();
        shop.ecs.watch(change -> {
            if (change instanceof Change.OfTask(var at, _, _, var deployment, var status, _) && deployment.equals(id)) {
                seen.add(status);
                if (status.equals("RUNNING")) {
                    assertThat(Duration.between(from, at)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(200));
                }
            }
        });
        api.settle(Duration.ofMinutes(10));
        assertThat(seen).containsSubsequence("PROVISIONING", "PENDING", "ACTIVATING", "RUNNING");
    }

    @ParameterizedTest
    @CsvSource({"2,100,200", "2,50,100", "3,50,150", "5,34,134", "4,0,100", "1,100,200", "7,75,130"})
    void neverFallsBelowTheMinimumNorRisesAboveTheMaximum(int desired, int minimum, int maximum) {
        ServiceView api = shop.running(it -> it.desired(desired).percent(minimum, maximum));
        shop.push("v2", Behaviour.GOOD);
        shop.deploy(Shop.REPOSITORY + ":v2");
        int least = (desired * minimum + 99) / 100;
        int most = desired * maximum / 100;
        while (!api.steady()) {
            shop.timeline.step();
            long live = api.tasks().stream().filter(task -> !task.stopping()).count();
            assertThat(api.healthy()).as(() -> shop.timeline.now() + " " + api.events()).isGreaterThanOrEqualTo(least);
            assertThat(live).isLessThanOrEqualTo(most);
        }
        assertThat(api.healthy()).isEqualTo(desired);
    }

    @Test
    void oldTasksDrainBeforeTheyStop() {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", Behaviour.GOOD);
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.timeline.runUntil(() -> api.tasks().stream().anyMatch(task -> task.status().equals("DEACTIVATING")), Duration.ofMinutes(5));

        assertThat(api.tasks()).filteredOn(task -> task.status().equals("DEACTIVATING")).isNotEmpty()
                .allSatisfy(task -> assertThat(task.targets()).containsExactly("draining Target.DeregistrationInProgress"));
        Instant from = shop.timeline.now();
        api.settle(Duration.ofMinutes(5));
        assertThat(Duration.between(from, shop.timeline.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void oneDeploymentRunsOneDigestEvenIfTheTagMoves() {
        ServiceView api = shop.running(it -> it.percent(50, 100));
        String digest = shop.push("v2", Behaviour.GOOD);
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.timeline.runUntil(() -> api.images().get("api").contains(digest), Duration.ofMinutes(5));
        shop.push("v2", Behaviour.GOOD);
        api.settle(Duration.ofMinutes(10));

        assertThat(api.images()).containsEntry("api", List.of(digest));
        String revision = shop.serviceDeployment().path("targetServiceRevision").path("arn").asText();
        JsonNode image = shop.call("DescribeServiceRevisions", "{\"serviceRevisionArns\":[\"" + revision + "\"]}").at("/serviceRevisions/0/containerImages/0");
        assertThat(image.path("imageDigest").asText()).isEqualTo(digest);
    }

    @Test
    void aNewDeploymentOfTheSameDefinitionResolvesTheTagAgain() {
        ServiceView api = shop.running(it -> it);
        String moved = shop.push("v1", Behaviour.GOOD);
        assertThat(shop.update("\"desiredCount\":2").path("deployments")).hasSize(1);
        shop.update("\"forceNewDeployment\":true");
        api.settle(Duration.ofMinutes(10));
        assertThat(api.images()).containsEntry("api", List.of(moved));
    }

    @Test
    void scalingChangesNoDeploymentAndZeroIsSteady() {
        ServiceView api = shop.running(it -> it);
        String id = api.deployments().getFirst().id();
        shop.update("\"desiredCount\":0");
        assertThat(api.settle(Duration.ofMinutes(5))).isTrue();
        assertThat(api.tasks()).allMatch(ServiceView.TaskView::stopping);
        assertThat(api.deployments()).singleElement().satisfies(it -> assertThat(it.id()).isEqualTo(id));
        shop.update("\"desiredCount\":3");
        assertThat(api.settle(Duration.ofMinutes(5))).isTrue();
        assertThat(api.healthy()).isEqualTo(3);
    }

    @Test
    void anUpdateInMidRolloutStopsTheOneBeforeAndGoesOn() {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", Behaviour.GOOD);
        String third = shop.push("v3", Behaviour.GOOD);
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofSeconds(30));
        String second = shop.serviceDeployment().path("serviceDeploymentArn").asText();
        shop.deploy(Shop.REPOSITORY + ":v3");

        assertThat(shop.serviceDeployment(second).path("status").asText()).isEqualTo("STOP_REQUESTED");
        assertThat(shop.service().path("deployments")).hasSize(3);
        assertThat(api.settle(Duration.ofMinutes(10))).isTrue();
        assertThat(shop.serviceDeployment(second).path("status").asText()).isEqualTo("STOPPED");
        assertThat(api.images()).containsEntry("api", List.of(third));
    }

    @Test
    void fiveActiveDeploymentsRefuseASixth() {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", Behaviour.GOOD);
        for (int i = 0; i < 4; i++) {
            shop.deploy(Shop.REPOSITORY + ":v2");
        }
        assertThat(api.deployments()).hasSize(5);
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(slipway.sandbox.cloud.AwsFault.class, () -> shop.deploy(Shop.REPOSITORY + ":v2")))
                .hasMessage("5 active deployments exist, unable to create new deployment.");
    }

    @Test
    void withoutALoadBalancerATaskIsHealthyFortySecondsAfterRunning() {
        shop.push("v1", Behaviour.GOOD);
        ServiceView worker = shop.ecs.cluster("shop").service("worker").runs(Shop.definition(Shop.REPOSITORY + ":v1")).create();
        shop.timeline.runUntil(() -> worker.tasks().stream().anyMatch(task -> task.status().equals("RUNNING")), Duration.ofMinutes(5));
        shop.pass(Duration.ofSeconds(39));
        assertThat(worker.healthy()).isZero();
        shop.pass(Duration.ofSeconds(2));
        assertThat(worker.healthy()).isEqualTo(1);
        assertThat(worker.steady()).isTrue();
    }

    @Test
    void aSidecarIsPulledTooAndOnlyEssentialContainersEndTheTask() {
        shop.push("v1", Behaviour.GOOD);
        Images.Pulled sidecar = new Images.Pulled("sha256:" + "a".repeat(64), Behaviour.GOOD.crashingAfter(Duration.ofSeconds(60), 3));
        shop.registry.put("public.ecr.aws/proxy:1", sidecar);
        shop.registry.put("public.ecr.aws/proxy@" + sidecar.digest(), sidecar);
        var definition = Shop.definition(Shop.REPOSITORY + ":v1");
        definition.withArray("containerDefinitions").addObject().put("name", "proxy").put("image", "public.ecr.aws/proxy:1").put("essential", false);
        ServiceView api = shop.ecs.cluster("shop").service("api").runs(definition).desired(2).behind(shop.group, "api", 8080).create();
        assertThat(api.settle(Duration.ofMinutes(5))).isTrue();
        shop.pass(Duration.ofMinutes(5));

        assertThat(api.steady()).isTrue();
        JsonNode proxy = shop.tasks("\"serviceName\":\"api\"").getFirst().path("containers").path(1);
        assertThat(proxy.path("exitCode").asInt()).isEqualTo(3);
        assertThat(proxy.path("imageDigest").asText()).isEqualTo(sidecar.digest());
    }

    @Test
    void aWholeDeploymentCostsFewEvents() {
        ServiceView api = shop.running(it -> it);
        shop.push("v2", Behaviour.GOOD);
        shop.deploy(Shop.REPOSITORY + ":v2");
        int steps = 0;
        while (!api.steady()) {
            shop.timeline.step();
            steps++;
        }
        assertThat(steps).isLessThan(80);
        while (shop.timeline.step()) {
            steps++;
        }
        assertThat(steps).as("an idle service wakes nobody up").isLessThan(100);
    }
}
