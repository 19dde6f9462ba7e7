package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static slipway.aws.EcsSamples.A;
import static slipway.aws.EcsSamples.API;
import static slipway.aws.EcsSamples.B;
import static slipway.aws.EcsSamples.HEALTHY;
import static slipway.aws.EcsSamples.NO_GROUPS;
import static slipway.aws.EcsSamples.health;
import static slipway.aws.EcsSamples.running;
import static slipway.aws.EcsSamples.task;
import static slipway.aws.EcsSamples.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.rollout.Observation;
import slipway.rollout.Services;

/** The tasks of a rollout and their targets, as a look finds them. */
class EcsTasksTest {
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

        assertThat(wire(stopping).aws().services().observe(API, "ecs-svc/2").tasks().getFirst().stoppedAt()).contains(Instant.ofEpochSecond(1_700_000_010));
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

    /** GuardDuty's agent and Service Connect's proxy: ECS adds them to a task, and a pull or an end of one is nothing of the image's. */
    @ParameterizedTest
    @ValueSource(strings = {"aws-guardduty-agent-x1", "ecs-service-connect-oRK9o"})
    void aContainerThatAwsAddsToATaskIsNotOurs(String added) {
        String with = task("t1", "ecs-svc/2", "10.0.0.1", "r/api:latest", A).replace("\"containers\":[", "\"containers\":[{\"name\":\"" + added + "\",\"image\":\"r/agent:v1\","
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

    /** Of an IPv6-only subnet; the group shortens the address in its own way. */
    @Test
    void aTaskWithNoOtherAddressIsATargetByItsIpv6Address() {
        String only = task("t1", "ecs-svc/2", "", "r/api:v1", A).replace(",{\"name\":\"privateIPv4Address\",\"value\":\"\"}", "")
                .replace("\"name\":\"api\",", "\"name\":\"api\",\"networkInterfaces\":[{\"attachmentId\":\"a\",\"ipv6Address\":\"2600:1f18:0:0:0:0:0:5\"}],");
        Canned wire = wire(only).on("DescribeTargetHealth", health("2600:1F18::5", HEALTHY));
        assertThat(only).doesNotContain("IPv4");
        assertThat(wire.aws().services().observe(API, "ecs-svc/2").targets()).extracting(Observation.TargetHealth::state).containsExactly("healthy");
    }

    @Test
    void aTaskWithBothAddressesIsATargetByWhicheverItsGroupTells() {
        String both = task("t1", "ecs-svc/2", "10.0.0.1", "r/api:v1", A)
                .replace("\"name\":\"api\",", "\"name\":\"api\",\"networkInterfaces\":[{\"privateIpv4Address\":\"10.0.0.1\",\"ipv6Address\":\"2600:1f18::5\"}],");
        for (String address : List.of("10.0.0.1", "2600:1f18::5")) {
            Canned wire = wire(both).on("DescribeTargetHealth", health(address, HEALTHY, "2600:1f18::6", "<State>unhealthy</State>"));
            assertThat(wire.aws().services().observe(API, "ecs-svc/2").targets()).extracting(Observation.TargetHealth::state).containsExactly("healthy");
        }
    }

    /** Plan refuses a service of so many, but one may grow in mid-rollout. */
    @Test
    void tasksBeyondAThousandAreSeenToo() {
        Canned wire = new Canned().on("DescribeServices", running(1)).on("DescribeTasks", "{\"tasks\":[" + task("t1", "ecs-svc/2", "10.0.0.1", "r/api:v1", A) + "]}")
                .on("DescribeTargetHealth", health("10.0.0.1", HEALTHY));
        for (int page = 0; page < 12; page++) {
            String arns = IntStream.range(page * 100, page * 100 + 100).mapToObj(task -> "\"arn:" + task + "\"").collect(Collectors.joining(","));
            wire.on("ListTasks", "{\"taskArns\":[" + arns + "]" + (page < 11 ? ",\"nextToken\":\"" + page + "\"" : "") + "}");
        }
        wire.on("ListTasks", "{\"taskArns\":[]}");

        wire.aws().services().observe(API, "ecs-svc/2");

        assertThat(wire.bodies("DescribeTasks")).hasSize(12).last().asString().contains("\"arn:1100\"", "\"arn:1199\"");
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
}
