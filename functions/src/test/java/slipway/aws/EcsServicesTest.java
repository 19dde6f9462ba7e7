package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.DeploymentConfiguration;
import slipway.rollout.Observation;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;

class EcsServicesTest {
    private static final EcsService API = new EcsService("shop", "api", List.of());
    private static final String OLD = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7";
    private static final String GROUP = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/api/0123456789abcdef";
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static final String SERVICE = """
            {"services":[{"serviceArn":"arn:service","serviceName":"api","status":"ACTIVE","desiredCount":2,"runningCount":3,
             "taskDefinition":"%s","healthCheckGracePeriodSeconds":30,
             "loadBalancers":[{"targetGroupArn":"%s","containerName":"api","containerPort":8080}],
             "deployments":[
               {"id":"ecs-svc/1","status":"ACTIVE","taskDefinition":"old","desiredCount":2,"runningCount":2,"pendingCount":0,"rolloutState":"COMPLETED"},
               {"id":"ecs-svc/2","status":"PRIMARY","taskDefinition":"%s","desiredCount":2,"runningCount":1,"pendingCount":1,"failedTasks":3,
                "rolloutState":"IN_PROGRESS","rolloutStateReason":"ECS deployment ecs-svc/2 in progress."}]}]}
            """.formatted(OLD, GROUP, OLD);

    /** A task as DescribeTasks tells it. */
    private static String task(String id, String startedBy, String address, String image, String digest) {
        return """
                {"taskArn":"arn:aws:ecs:eu-central-1:123456789012:task/shop/%s","startedBy":"%s","lastStatus":"RUNNING","desiredStatus":"RUNNING",
                 "healthStatus":"UNKNOWN","createdAt":1.7e9,"startedAt":1.7e9,
                 "attachments":[{"type":"ElasticNetworkInterface","details":[{"name":"subnetId","value":"s"},{"name":"privateIPv4Address","value":"%s"}]}],
                 "containers":[{"name":"api","image":"%s","imageDigest":"%s"},{"name":"side","image":"public.ecr.aws:443/x/envoy:v1","imageDigest":"%s"}]}
                """.formatted(id, startedBy, address, image, digest, B);
    }

    private static String health(String... addressesAndStates) {
        String members = IntStream.iterate(0, i -> i < addressesAndStates.length, i -> i + 2).mapToObj(i -> """
                <member><Target><Id>%s</Id><Port>8080</Port></Target><TargetHealth>%s</TargetHealth></member>
                """.formatted(addressesAndStates[i], addressesAndStates[i + 1])).collect(Collectors.joining());
        return "<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>" + members
                + "</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>";
    }

    private static final String NO_GROUPS = "<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups/></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>";
    private static final String HEALTHY = "<State>healthy</State>";

    private static Canned wire(String tasks) {
        return new Canned().on("DescribeServices", SERVICE).on("ListTasks", "{\"taskArns\":[\"arn:1\",\"arn:2\"]}")
                .on("DescribeTasks", "{\"tasks\":[" + tasks + "]}");
    }

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

    /** Two tasks of a bridge on one instance and one of network mode host on another, which tells no port. */
    @Test
    void tasksOfInstancesAreTargetsByTheInstanceAndItsPortAndEachInstanceIsAskedForOnce() {
        String bridged = "\"containers\":[{\"name\":\"api\",\"image\":\"r/api:v1\",\"imageDigest\":\"%s\",\"networkBindings\":[{\"containerPort\":9000,\"hostPort\":1},{\"bindIP\":\"::\",\"containerPort\":8080,\"hostPort\":2},"
                + "{\"bindIP\":\"0.0.0.0\",\"containerPort\":8080,\"hostPort\":%d}]}]";
        String tasks = onInstance("t1", "one", bridged.formatted(A, 32768)) + "," + onInstance("t2", "one", bridged.formatted(A, 32769)) + ","
                + onInstance("t3", "two", "\"containers\":[{\"name\":\"api\",\"image\":\"r/api:v1\",\"imageDigest\":\"" + A + "\",\"networkBindings\":[]}]");
        Canned wire = wire(tasks).on("DescribeContainerInstances", """
                        {"containerInstances":[{"containerInstanceArn":"arn:one","ec2InstanceId":"i-1"},{"containerInstanceArn":"arn:two","ec2InstanceId":"i-2"}]}""")
                .on("DescribeTargetHealth", health("i-1", HEALTHY, "i-1", "<State>initial</State>", "i-2", HEALTHY).replaceFirst("8080", "32768").replaceFirst("8080", "32769"))
                .on("DescribeTargetGroups", NO_GROUPS);
        Services services = wire.aws().services();

        Observation seen = services.observe(API, "ecs-svc/2");
        services.observe(API, "ecs-svc/2");

        assertThat(seen.targets()).extracting(Observation.TargetHealth::task, Observation.TargetHealth::state)
                .containsExactly(tuple("t1", "healthy"), tuple("t2", "initial"), tuple("t3", "healthy"));
        assertThat(wire.bodies("DescribeContainerInstances")).containsExactly("{\"cluster\":\"shop\",\"containerInstances\":[\"arn:one\",\"arn:two\"]}");
    }

    @Test
    void aTaskWhoseInstanceIsGoneHasNoTargetAnyMore() {
        Canned wire = wire(onInstance("t1", "one", "\"containers\":[]")).on("DescribeContainerInstances", "{\"containerInstances\":[],\"failures\":[{\"reason\":\"MISSING\"}]}")
                .on("DescribeTargetHealth", health("i-1", HEALTHY)).on("DescribeTargetGroups", NO_GROUPS);
        assertThat(wire.aws().services().observe(API, "ecs-svc/2").targets()).extracting(Observation.TargetHealth::reason).containsExactly("Target.NotRegistered");
    }

    private static String onInstance(String id, String instance, String containers) {
        return """
                {"taskArn":"arn:aws:ecs:eu-central-1:123456789012:task/shop/%s","startedBy":"ecs-svc/2","lastStatus":"RUNNING","desiredStatus":"RUNNING",
                 "containerInstanceArn":"arn:%s","attachments":[],"startedAt":1.7e9,"createdAt":1.7e9,%s}""".formatted(id, instance, containers);
    }

    @Test
    void aLookAtHealthyTasksCostsFiveCallsAndShowsOwnTasksOnly() {
        Canned wire = wire(task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A) + "," + task("t2", "ecs-svc/1", "10.0.0.2", "r/api:latest", A))
                .on("DescribeTargetHealth", health("10.0.0.1", HEALTHY, "10.0.0.2", "<State>draining</State><Reason>Target.DeregistrationInProgress</Reason>"));

        Observation seen = wire.aws().services().observe(API, "ecs-svc/2");

        assertThat(seen.at()).isEqualTo(Canned.NOW);
        assertThat(seen.rollout()).isPresent();
        assertThat(seen.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(seen.tasks()).extracting(Observation.Task::id).containsExactly("t1");
        assertThat(seen.targets()).containsExactly(new Observation.TargetHealth("t1", "api", "healthy", "", ""));
        assertThat(seen.checks()).isEmpty();
        assertThat(wire.operations()).containsExactly("DescribeServices", "ListTasks", "ListTasks", "DescribeTasks", "DescribeTargetHealth");
        assertThat(wire.bodies("ListTasks")).containsExactly("{\"cluster\":\"shop\",\"startedBy\":\"ecs-svc/2\"}",
                "{\"cluster\":\"shop\",\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"}");
    }

    @Test
    void anUnhealthyTargetBringsItsReasonAndTheCheck() {
        Canned wire = wire(task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A))
                .on("DescribeTargetHealth", health("10.0.0.1",
                        "<State>unhealthy</State><Reason>Target.ResponseCodeMismatch</Reason><Description>Health checks failed with these codes: [404]</Description>"))
                .on("DescribeTargetGroups", "<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups><member><TargetGroupName>api</TargetGroupName>"
                        + "<HealthCheckPath>/api/health</HealthCheckPath><HealthCheckIntervalSeconds>10</HealthCheckIntervalSeconds><UnhealthyThresholdCount>2</UnhealthyThresholdCount>"
                        + "<Matcher><HttpCode>200</HttpCode></Matcher></member></TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>");

        Observation seen = wire.aws().services().observe(API, "ecs-svc/2");

        assertThat(seen.targets()).containsExactly(new Observation.TargetHealth("t1", "api", "unhealthy", "Target.ResponseCodeMismatch",
                "Health checks failed with these codes: [404]"));
        assertThat(seen.checks()).containsExactly(new Observation.Check("api", "/api/health", "200", Duration.ofSeconds(10), 2));
    }

    @Test
    void aRunningTaskThatIsNotRegisteredYetIsUnused() {
        Canned wire = wire(task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A)).on("DescribeTargetHealth", health())
                .on("DescribeTargetGroups", "<DescribeTargetGroupsResponse/>");
        assertThat(wire.aws().services().observe(API, "ecs-svc/2").targets())
                .containsExactly(new Observation.TargetHealth("t1", "api", "unused", "Target.NotRegistered", ""));
    }

    @Test
    void aTaskThatDeprovisionsHasEndedWhenItsContainersDid() {
        String stopping = task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A).replace("\"RUNNING\",\"desiredStatus\":\"RUNNING\"",
                "\"DEPROVISIONING\",\"desiredStatus\":\"STOPPED\",\"stopCode\":\"EssentialContainerExited\",\"stoppingAt\":1.7e9,\"executionStoppedAt\":1.70000001e9");

        assertThat(wire(stopping).aws().services().observe(API, "ecs-svc/2").tasks().getFirst().stoppedAt()).contains(java.time.Instant.ofEpochSecond(1_700_000_010));
    }

    @Test
    void aStoppedTaskTellsWhy() {
        String stopped = task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A).replace("\"RUNNING\",\"desiredStatus\":\"RUNNING\"",
                "\"STOPPED\",\"desiredStatus\":\"STOPPED\",\"stopCode\":\"EssentialContainerExited\",\"stoppedReason\":\"Essential container in task exited\",\"stoppedAt\":1.7e9")
                .replace("\"name\":\"api\",", "\"name\":\"api\",\"exitCode\":1,");
        Observation.Task seen = wire(stopped).aws().services().observe(API, "ecs-svc/2").tasks().getFirst();

        assertThat(seen.stopped()).isTrue();
        assertThat(seen.stopCode()).isEqualTo("EssentialContainerExited");
        assertThat(seen.containers()).extracting(Observation.Container::exitCode).containsExactly(Optional.of(1), Optional.empty());
    }

    /** GuardDuty's agent: on Fargate ECS adds it to a task, and a pull or an end of it is nothing of the image's. */
    @Test
    void aContainerThatAwsAddsToATaskIsNotOurs() {
        String with = task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A).replace("\"containers\":[", "\"containers\":[{\"name\":\"aws-guardduty-agent-x1\",\"image\":\"r/agent:v1\","
                + "\"imageDigest\":\"" + B + "\",\"exitCode\":0,\"reason\":\"CannotPullContainerError: not found\"},");
        Services services = wire(with).on("DescribeTargetHealth", health("10.0.0.1", HEALTHY)).aws().services();

        assertThat(services.observe(API, "ecs-svc/2").tasks().getFirst().containers()).extracting(Observation.Container::name).containsExactly("api", "side");
    }

    /** createdAt is when it entered PENDING (API_Task); a task that moto tells has none at all. */
    @Test
    void aTaskThatEcsHasNotCreatedYetIsAsOldAsTheReading() {
        String young = task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A).replaceFirst("\"createdAt\":[^,}]+,?", "")
                .replace("\"lastStatus\":\"RUNNING\"", "\"lastStatus\":\"PROVISIONING\"");
        Observation seen = wire(young).aws().services().observe(API, "ecs-svc/2");
        assertThat(seen.tasks()).extracting(Observation.Task::createdAt).containsExactly(seen.at());
    }

    /** Where a rollback goes on with tasks that run, they tell another deployment than the one that counts them. */
    @Test
    void tasksThatADeploymentCountsAndHasNotStartedAreFoundByItsRevision() {
        Canned wire = new Canned().on("DescribeServices", running(2)).on("ListTasks", "{\"taskArns\":[]}").on("ListTasks", "{\"taskArns\":[]}")
                .on("ListTasks", "{\"taskArns\":[\"arn:1\",\"arn:2\"]}")
                .on("DescribeTasks", "{\"tasks\":[" + task("t1", "ecs-svc/1", "10.0.0.1", "r/api:latest", A) + "," + task("t2", "ecs-svc/1", "10.0.0.2", "r/api:latest", A)
                        .replace("\"taskArn\"", "\"taskDefinitionArn\":\"old\",\"taskArn\"") + "]}")
                .on("DescribeTargetHealth", health("10.0.0.1", HEALTHY, "10.0.0.2", HEALTHY));

        assertThat(wire.aws().services().observe(API, "ecs-svc/1").tasks()).extracting(Observation.Task::id).containsExactly("t2");
    }

    /** The service with as many running tasks in each of its deployments. */
    private static String running(int tasks) {
        return SERVICE.replaceAll("\"runningCount\":[12],\"pending", "\"runningCount\":" + tasks + ",\"pending");
    }

    @Test
    void tasksOfOthersAreDescribedOnceARollout() {
        String own = "arn:aws:ecs:eu-central-1:123456789012:task/shop/t1";
        String other = "arn:aws:ecs:eu-central-1:123456789012:task/shop/t2";
        Canned wire = new Canned().on("DescribeServices", running(1)).on("ListTasks", "{\"taskArns\":[\"" + own + "\",\"" + other + "\"]}")
                .on("DescribeTasks", "{\"tasks\":[" + task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A) + "," + task("t2", "ecs-svc/1", "10.0.0.2", "r/api:latest", A) + "]}")
                .on("DescribeTargetHealth", health("10.0.0.1", HEALTHY, "10.0.0.2", HEALTHY));
        Services services = wire.aws().services();

        services.observe(API, "ecs-svc/2");
        assertThat(services.observe(API, "ecs-svc/2").tasks()).extracting(Observation.Task::id).containsExactly("t1");
        services.observe(API, "ecs-svc/1");

        assertThat(wire.bodies("DescribeTasks")).satisfiesExactly(first -> assertThat(first).contains(own, other),
                again -> assertThat(again).contains(own).doesNotContain(other), otherRollout -> assertThat(otherRollout).contains(own, other));
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
