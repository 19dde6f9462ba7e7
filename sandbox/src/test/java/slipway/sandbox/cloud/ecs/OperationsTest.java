package slipway.sandbox.cloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;

class OperationsTest {
    private final Shop shop = new Shop();
    private ServiceView api;

    @BeforeEach
    void start() {
        api = shop.running(it -> it);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DescribeServices|{\"cluster\":\"nowhere\",\"services\":[\"api\"]}|ClusterNotFoundException|Cluster not found.",
        "DescribeServices|{\"cluster\":\"shop\",\"services\":[]}|InvalidParameterException|Services cannot be empty.",
        "DescribeServices|{\"services\":[\"api\"]}|ClusterNotFoundException|Cluster not found.",
        "UpdateService|{\"cluster\":\"shop\",\"service\":\"web\",\"desiredCount\":1}|ServiceNotFoundException|Service not found.",
        "UpdateService|{\"cluster\":\"shop\",\"service\":\"api\",\"taskDefinition\":\"shop-api:9\"}|ClientException|TaskDefinition not found.",
        "DescribeTaskDefinition|{\"taskDefinition\":\"nothing\"}|ClientException|Unable to describe task definition.",
        "DescribeTasks|{\"cluster\":\"shop\",\"tasks\":[]}|InvalidParameterException|Tasks cannot be empty.",
        "ListTasks|{\"cluster\":\"shop\",\"startedBy\":\"x\",\"family\":\"shop-api\"}|InvalidParameterException|When startedBy is specified, it must be the only filter used.",
        "ListTasks|{\"cluster\":\"shop\",\"serviceName\":\"web\"}|ServiceNotFoundException|Service not found.",
        "ListTasks|{\"cluster\":\"shop\",\"maxResults\":101}|InvalidParameterException|maxResults should be between 1 and 100.",
        "StopTask|{\"cluster\":\"shop\",\"task\":\"0123\"}|InvalidParameterException|The referenced task was not found.",
        "ListTasks|{\"cluster\":\"shop\",\"desiredStatus\":\"GONE\"}|InvalidParameterException|DesiredStatus should be one of RUNNING, PENDING, STOPPED, was 'GONE'.",
        "CreateCluster|{\"clusterName\":\"a b\"}|InvalidParameterException|Cluster name should be at most 255 letters, digits, hyphens and underscores, was 'a b'.",
        "StopServiceDeployment|{\"serviceDeploymentArn\":\"arn:aws:ecs:x\"}|ServiceDeploymentNotFoundException|Service deployment not found.",
        "RegisterTaskDefinition|{\"family\":\"f\",\"containerDefinitions\":[]}|ClientException|Container list cannot be empty.",
        "RegisterTaskDefinition|{\"family\":\"f\",\"containerDefinitions\":[{\"name\":\"a\",\"image\":\"i\"}],\"requiresCompatibilities\":[\"FARGATE\"],\"networkMode\":\"awsvpc\"}|ClientException|Fargate requires that 'cpu' and 'memory' be defined at the task level.",
        "RegisterTaskDefinition|{\"family\":\"f\",\"containerDefinitions\":[{\"name\":\"a\",\"image\":\"i\"}],\"tags\":[{\"key\":\"aws:x\",\"value\":\"1\"}]}|InvalidParameterException|Tag keys starting with aws: are reserved.",
        "CreateService|{\"cluster\":\"shop\",\"serviceName\":\"n\",\"taskDefinition\":\"shop-api\",\"loadBalancers\":[{\"targetGroupArn\":\"arn:gone\",\"containerName\":\"api\",\"containerPort\":80}]}|InvalidParameterException|The target group with targetGroupArn arn:gone does not exist.",
        "UpdateService|{\"cluster\":\"shop\",\"service\":\"api\",\"deploymentConfiguration\":{\"strategy\":\"CANARY\"}}|NotModelledBySandbox|The sandbox does not model the deployment strategy CANARY.",
    })
    void refusesAsEcsDoes(String operation, String input, String code, String message) {
        assertThatThrownBy(() -> shop.call(operation, input)).hasMessage(message)
                .isInstanceOfSatisfying(AwsFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void whatIsNotThereIsAFailureMissing() {
        assertThat(shop.call("DescribeServices", "{\"cluster\":\"shop\",\"services\":[\"api\",\"web\"]}").path("failures").toString())
                .isEqualTo("[{\"arn\":\"arn:aws:ecs:eu-central-1:123456789012:service/shop/web\",\"reason\":\"MISSING\"}]");
        assertThat(shop.call("DescribeTasks", "{\"cluster\":\"shop\",\"tasks\":[\"0123\"]}").path("failures").path(0).path("reason").asText()).isEqualTo("MISSING");
        assertThat(shop.call("DescribeServiceDeployments", "{\"serviceDeploymentArns\":[\"arn:x\"]}").path("failures")).hasSize(1);
    }

    @Test
    void servicesAndClustersAreFoundByNameAndArn() {
        String arn = api.arn();
        String cluster = shop.call("ListClusters", "{}").path("clusterArns").path(0).asText();
        assertThat(cluster).isEqualTo("arn:aws:ecs:eu-central-1:123456789012:cluster/shop");
        JsonNode found = shop.call("DescribeServices", "{\"cluster\":\"" + cluster + "\",\"services\":[\"" + arn + "\"]}").path("services");
        assertThat(found.path(0).path("serviceName").asText()).isEqualTo("api");
        assertThat(shop.call("ListServices", "{\"cluster\":\"shop\"}").path("serviceArns").path(0).asText()).isEqualTo(arn);
    }

    @Test
    void aClusterCountsWhatRunsInIt() {
        shop.call("CreateCluster", "{}");
        JsonNode answer = shop.call("DescribeClusters", "{\"clusters\":[\"shop\",\"default\",\"gone\"]}");
        assertThat(answer.path("clusters").path(0).path("runningTasksCount").asInt()).isEqualTo(2);
        assertThat(answer.path("clusters").path(0).path("activeServicesCount").asInt()).isEqualTo(1);
        assertThat(answer.path("clusters").path(1).path("status").asText()).isEqualTo("ACTIVE");
        assertThat(answer.path("failures").path(0).path("reason").asText()).isEqualTo("MISSING");
        assertThat(shop.call("ListServices", "{\"cluster\":\"shop\",\"launchType\":\"EC2\"}").path("serviceArns")).isEmpty();
        assertThat(shop.call("ListTaskDefinitionFamilies", "{\"familyPrefix\":\"shop\"}").path("families").toString()).isEqualTo("[\"shop-api\"]");
        assertThat(shop.call("ListTaskDefinitionFamilies", "{\"status\":\"INACTIVE\"}").path("families")).isEmpty();
    }

    @Test
    void aTaskThatAPersonStopsIsReplacedAndNoDeploymentFails() {
        String stopped = shop.call("ListTasks", "{\"cluster\":\"shop\"}").path("taskArns").path(0).asText();
        JsonNode task = shop.call("StopTask", "{\"cluster\":\"shop\",\"task\":\"" + stopped + "\",\"reason\":\"looked odd\"}").path("task");
        assertThat(task.path("stopCode").asText()).isEqualTo("UserInitiated");
        assertThat(task.path("stoppedReason").asText()).isEqualTo("looked odd");
        assertThat(task.path("desiredStatus").asText()).isEqualTo("STOPPED");

        shop.pass(Duration.ofMinutes(10));

        assertThat(shop.tasks("\"desiredStatus\":\"RUNNING\"")).hasSize(2).noneMatch(it -> it.path("taskArn").asText().equals(stopped));
        assertThat(shop.tasks("\"desiredStatus\":\"STOPPED\"").getFirst().path("lastStatus").asText()).isEqualTo("STOPPED");
        assertThat(shop.service().path("deployments")).hasSize(1);
        assertThat(shop.service().path("deployments").path(0).path("failedTasks").asInt()).isZero();
    }

    @Test
    void aDefinitionIsKeptVerbatimAndOnlyResponseMembersAreAdded() {
        ObjectNode request = Shop.json("""
                {"family":"all","containerDefinitions":[{"name":"a","image":"i","environment":[{"name":"K","value":"V"}],"ulimits":[{"name":"nofile","softLimit":1,"hardLimit":2}]}],
                 "taskRoleArn":"r","executionRoleArn":"e","networkMode":"awsvpc","volumes":[{"name":"v"}],"placementConstraints":[],"requiresCompatibilities":["FARGATE"],
                 "cpu":"256","memory":"512","pidMode":"task","ipcMode":"none","proxyConfiguration":{"containerName":"a"},"inferenceAccelerators":[],
                 "ephemeralStorage":{"sizeInGiB":30},"runtimePlatform":{"cpuArchitecture":"ARM64"},"enableFaultInjection":true,
                 "tags":[{"key":"team","value":"shop"}]}""");
        shop.call("RegisterTaskDefinition", request.toString());
        ObjectNode described = shop.call("DescribeTaskDefinition", "{\"taskDefinition\":\"all\",\"include\":[\"TAGS\"]}");
        assertThat(described.path("tags")).isEqualTo(request.remove("tags"));
        ObjectNode definition = (ObjectNode) described.path("taskDefinition");
        assertThat(definition.path("tags").isMissingNode()).isTrue();
        Set<String> added = new HashSet<>();
        definition.fieldNames().forEachRemaining(added::add);
        request.fieldNames().forEachRemaining(added::remove);
        assertThat(added).containsExactlyInAnyOrder("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy");
        request.properties().forEach(member -> assertThat(definition.get(member.getKey())).isEqualTo(member.getValue()));
        assertThat(shop.call("DescribeTaskDefinition", "{\"taskDefinition\":\"all:1\"}").has("tags")).isFalse();
    }

    @Test
    void anInactiveRevisionIsRefusedAndIsNotTheLatest() {
        shop.deploy(Shop.REPOSITORY + ":v1");
        shop.call("DeregisterTaskDefinition", "{\"taskDefinition\":\"shop-api:1\"}");
        assertThatThrownBy(() -> shop.update("\"taskDefinition\":\"shop-api:1\"")).hasMessage("TaskDefinition is inactive");
        shop.call("DeregisterTaskDefinition", "{\"taskDefinition\":\"shop-api:2\"}");
        assertThatThrownBy(() -> shop.update("\"taskDefinition\":\"shop-api\"")).isInstanceOf(AwsFault.class);
        assertThat(shop.call("ListTaskDefinitions", "{\"familyPrefix\":\"shop-api\"}").path("taskDefinitionArns")).isEmpty();
        assertThat(shop.call("ListTaskDefinitions", "{\"familyPrefix\":\"shop-api\",\"status\":\"INACTIVE\",\"sort\":\"DESC\"}").path("taskDefinitionArns").path(0).asText()).endsWith(":2");
        assertThat(shop.call("DescribeTaskDefinition", "{\"taskDefinition\":\"shop-api:1\"}").path("taskDefinition").path("status").asText()).isEqualTo("INACTIVE");
    }

    @Test
    void anInactiveServiceIsRefused() {
        api.deactivate();
        assertThatThrownBy(() -> shop.update("\"desiredCount\":1")).isInstanceOfSatisfying(AwsFault.class, it -> assertThat(it.code()).isEqualTo("ServiceNotActiveException"));
    }

    @Test
    void aDeploymentsOwnTasksAreThoseItStarted() {
        shop.push("v2", Behaviour.GOOD);
        String old = api.deployments().getFirst().id();
        String id = shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofSeconds(30));
        assertThat(shop.tasks("\"startedBy\":\"" + id + "\"")).hasSize(2).allSatisfy(task -> {
            assertThat(task.path("taskDefinitionArn").asText()).endsWith(":2");
            assertThat(task.path("group").asText()).isEqualTo("service:api");
        });
        assertThat(shop.tasks("\"startedBy\":\"" + old + "\"")).hasSize(2);
        assertThat(shop.tasks("\"desiredStatus\":\"PENDING\"")).isEmpty();
        assertThat(shop.tasks("\"serviceName\":\"api\"")).hasSize(4);
    }

    @Test
    void aTasksAddressIsItsTarget() {
        JsonNode task = shop.tasks("\"serviceName\":\"api\"").getFirst();
        String address = "";
        for (JsonNode detail : task.path("attachments").path(0).path("details")) {
            address = detail.path("name").asText().equals("privateIPv4Address") ? detail.path("value").asText() : address;
        }
        assertThat(address).startsWith("10.0.").isEqualTo(task.at("/containers/0/networkInterfaces/0/privateIpv4Address").asText());
        assertThat(shop.elb.health(shop.group.arn(), address, 8080).isHealthy()).isTrue();
        assertThat(task.path("createdAt").isDouble()).isTrue();
    }

    @Test
    void stoppedTasksAreSeenForAnHour() {
        shop.update("\"forceNewDeployment\":true");
        api.settle(Duration.ofMinutes(10));
        shop.pass(Duration.ofMinutes(50));
        assertThat(shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"")).hasSize(2);
        shop.pass(Duration.ofMinutes(15));
        assertThat(shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"")).isEmpty();
    }

    @Test
    void listsComeInPages() {
        ObjectNode first = shop.call("ListTasks", "{\"cluster\":\"shop\",\"maxResults\":1}");
        ObjectNode second = shop.call("ListTasks", "{\"cluster\":\"shop\",\"maxResults\":1,\"nextToken\":\"" + first.path("nextToken").asText() + "\"}");
        assertThat(List.of(first.path("taskArns").size(), second.path("taskArns").size())).containsExactly(1, 1);
        assertThat(first.path("taskArns")).isNotEqualTo(second.path("taskArns"));
        assertThat(second.has("nextToken")).isFalse();
    }

    @Test
    void aServiceOfCodeDeployTakesNoTaskDefinition() {
        ServiceView blue = shop.ecs.cluster("shop").service("blue").runs("shop-api:1").controller("CODE_DEPLOY").create();
        assertThat(blue.settle(Duration.ofMinutes(5))).isTrue();
        assertThatThrownBy(() -> shop.call("UpdateService", "{\"cluster\":\"shop\",\"service\":\"blue\",\"taskDefinition\":\"shop-api:1\"}"))
                .hasMessageStartingWith("Unable to update task definition on services with a CODE_DEPLOY deployment controller.");
        JsonNode shown = shop.call("DescribeServices", "{\"cluster\":\"shop\",\"services\":[\"blue\"]}").path("services").path(0);
        assertThat(shown.path("deploymentController").path("type").asText()).isEqualTo("CODE_DEPLOY");
    }

    @Test
    void createServiceWorksAsAnOperationToo() {
        shop.call("CreateService", """
                {"cluster":"shop","serviceName":"second","taskDefinition":"shop-api","desiredCount":1,"launchType":"FARGATE",
                 "deploymentConfiguration":{"minimumHealthyPercent":50,"deploymentCircuitBreaker":{"enable":true,"rollback":true}}}""");
        ServiceView second = shop.ecs.service("shop", "second");
        assertThat(second.settle(Duration.ofMinutes(5))).isTrue();
        assertThat(shop.call("DescribeServices", "{\"cluster\":\"shop\",\"services\":[\"second\"]}").at("/services/0/deploymentConfiguration/deploymentCircuitBreaker/enable").asBoolean()).isTrue();
    }

    @Test
    void readsMayBeStale() {
        Shop world = new Shop(Variants.DEFAULT.stale(Duration.ofSeconds(3)));
        world.running(it -> it);
        String id = world.deploy(Shop.REPOSITORY + ":v1");
        assertThat(world.service().path("deployments")).hasSize(1);
        world.pass(Duration.ofSeconds(4));
        assertThat(world.service().path("deployments").path(0).path("id").asText()).isEqualTo(id);
    }
}
