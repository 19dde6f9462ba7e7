package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.aws.EcsSamples.A;
import static slipway.aws.EcsSamples.API;
import static slipway.aws.EcsSamples.B;
import static slipway.aws.EcsSamples.GROUP;
import static slipway.aws.EcsSamples.HEALTHY;
import static slipway.aws.EcsSamples.OLD;
import static slipway.aws.EcsSamples.SERVICE;
import static slipway.aws.EcsSamples.health;
import static slipway.aws.EcsSamples.running;
import static slipway.aws.EcsSamples.task;
import static slipway.aws.EcsSamples.wire;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.rollout.BadInput;
import slipway.rollout.DeploymentConfiguration;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;

/** Services, their revisions, and what runs of them. */
class EcsServicesTest {
    @Test
    void aServiceIsReadWithThePrimaryFirst() {
        ServiceNow now = wire("").aws().services().now(API).orElseThrow();

        assertThat(now.primary().id()).isEqualTo("ecs-svc/2");
        assertThat(now.primary().failed()).isEqualTo(3);
        assertThat(now.deployment("ecs-svc/1").orElseThrow().completed()).isTrue();
        assertThat(List.of(now.controller(), now.strategy())).containsExactly("ECS", "ROLLING");
        assertThat(List.of(now.desired(), now.running())).containsExactly(2, 3);
    }

    @Test
    void aServiceThatIsMissingOrInactiveIsNoService() {
        assertThat(new Canned().on("DescribeServices", "{\"services\":[],\"failures\":[{\"reason\":\"MISSING\"}]}").aws().services().now(API)).isEmpty();
        assertThat(new Canned().on("DescribeServices", SERVICE.replace("\"ACTIVE\",\"desired", "\"DRAINING\",\"desired")).aws().services().now(API)).isEmpty();
        assertThatThrownBy(() -> new Canned().fault("DescribeServices", 400, "ClusterNotFoundException").aws().services().now(API))
                .isInstanceOf(BadInput.class).hasMessageContaining("cluster=shop");
    }

    private static ServiceNow with(String members) {
        return new Canned().on("DescribeServices", SERVICE.replace("\"status\":\"ACTIVE\",\"desired", members + ",\"status\":\"ACTIVE\",\"desired")).aws().services().now(API).orElseThrow();
    }

    @Test
    void whatEcsMakesOfRolloutsByItselfIsReadEvenWhereTheSdkDoesNotKnowIt() {
        assertThat(with("\"deploymentConfiguration\":{\"maximumPercent\":200}").configuration()).isEqualTo(DeploymentConfiguration.PLAIN);
        assertThat(with("\"deploymentConfiguration\":{\"alarms\":{\"alarmNames\":[\"a\",\"b\"],\"enable\":true,\"rollback\":true}}").configuration().alarms()).containsExactly("a", "b");
        assertThat(with("\"deploymentConfiguration\":{\"alarms\":{\"alarmNames\":[\"a\"],\"enable\":false,\"rollback\":true}}").configuration().alarms()).isEmpty();
        assertThat(with("\"deploymentConfiguration\":{\"earlySuccessCriteria\":{\"enable\":true,\"healthyPercent\":80}}").configuration().early()).contains(80);
        assertThat(with("\"deploymentConfiguration\":{\"earlySuccessCriteria\":{\"enable\":false,\"healthyPercent\":80}}").configuration().early()).isEmpty();
    }

    @Test
    void daemonsAndClassicLoadBalancersAreKnown() {
        assertThat(with("\"schedulingStrategy\":\"DAEMON\"").daemon()).isTrue();
        assertThat(with("\"schedulingStrategy\":\"REPLICA\"").daemon()).isFalse();
        assertThat(with("\"schedulingStrategy\":\"REPLICA\"").classic()).isFalse();
        assertThat(new Canned().on("DescribeServices", SERVICE.replace("\"targetGroupArn\":\"" + GROUP + "\"", "\"loadBalancerName\":\"old\"")).aws().services().now(API).orElseThrow().classic()).isTrue();
    }

    @Test
    void aRevisionIsReadWithItsImages() {
        Services services = new Canned().on("DescribeTaskDefinition", "{\"taskDefinition\":{\"taskDefinitionArn\":\"" + OLD
                + "\",\"family\":\"api\",\"status\":\"INACTIVE\",\"containerDefinitions\":[{\"name\":\"api\",\"image\":\"shop/api:v1\"}]}}").aws().services();
        assertThat(services.revision(OLD).orElseThrow().images()).containsEntry("api", "shop/api:v1");
        assertThat(services.revision(OLD).orElseThrow().active()).isFalse();
        assertThat(new Canned().fault("DescribeTaskDefinition", 400, "ClientException").aws().services().revision("gone")).isEmpty();
    }

    @Test
    void whatRunsIsNamedByDigestAndCostsThreeCallsMore() {
        Canned wire = wire(task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A) + "," + task("t2", "ecs-svc/2", "10.0.0.2", "r/api:latest", A))
                .on("DescribeTargetHealth", health("10.0.0.1", HEALTHY, "10.0.0.2", "<State>initial</State><Reason>Elb.RegistrationInProgress</Reason>"));
        Services services = wire.aws().services();

        Running running = services.running(API, services.now(API).orElseThrow());

        assertThat(running.images()).containsEntry("api", "r/api@" + A).containsEntry("side", "public.ecr.aws:443/x/envoy@" + B);
        assertThat(List.of(running.tasks(), running.healthy())).containsExactly(2, 1);
        assertThat(wire.operations()).containsExactly("DescribeServices", "ListTasks", "DescribeTasks", "DescribeTargetHealth");
    }

    @Test
    void theDigestThatTheRevisionPinsGoesBeforeTheChildThatWasPulled() {
        Canned wire = wire(task("t1", "ecs-svc/2", "10.0.0.1", "r/api:v1@" + B, A)).on("DescribeTargetHealth", health("10.0.0.1", HEALTHY));
        Services services = wire.aws().services();
        assertThat(services.running(API, services.now(API).orElseThrow()).images()).containsEntry("api", "r/api@" + B);
        assertThat(services.observe(API, "ecs-svc/2").tasks().getFirst().containers().getFirst().digest()).isEqualTo(B);
    }

    @Test
    void anImageInWhichTheTasksDifferIsNotKnown() {
        Canned wire = wire(task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A) + "," + task("t2", "ecs-svc/2", "10.0.0.2", "r/api:latest", B))
                .on("DescribeTargetHealth", health());
        Services services = wire.aws().services();
        assertThat(services.running(API, services.now(API).orElseThrow()).images()).containsOnlyKeys("side");
    }

    @Test
    void tasksAreListedAndDescribedAHundredAtATime() {
        String arns = IntStream.range(0, 100).mapToObj(i -> "\"arn:" + i + "\"").collect(Collectors.joining(","));
        Canned wire = new Canned().on("DescribeServices", running(0)).on("ListTasks", "{\"taskArns\":[" + arns + "],\"nextToken\":\"more\"}")
                .on("ListTasks", "{\"taskArns\":[\"arn:100\"]}").on("DescribeTasks", "{\"tasks\":[]}");
        Services services = wire.aws().services();
        services.running(API, services.now(API).orElseThrow());
        assertThat(wire.bodies("DescribeTasks")).hasSize(2);
        assertThat(wire.bodies("DescribeTasks").getLast()).contains("arn:100").doesNotContain("arn:99");
    }
}
