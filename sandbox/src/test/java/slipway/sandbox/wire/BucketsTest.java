package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS's quotas for calls, as its pages have them. */
class BucketsTest {
    /** No document that we know of says how many of these an account may call; Lambda's Invoke is bounded by concurrency. */
    private static final Set<String> UNCOUNTED = Set.of("cloudformation:DescribeStacks", "cloudformation:ListStackResources",
            "ecr:BatchCheckLayerAvailability", "ecr:BatchDeleteImage", "ecr:CompleteLayerUpload", "ecr:CreateRepository", "ecr:DescribeImages",
            "ecr:DescribeRepositories", "ecr:InitiateLayerUpload", "ecr:ListImages", "ecr:PutImageTagMutability", "ecr:UploadLayerPart",
            "events:DescribeRule", "events:TestEventPattern", "iam:GetRole", "iam:SimulatePrincipalPolicy", "lambda:Invoke",
            "secretsmanager:CreateSecret", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:ListSecrets",
            "secretsmanager:PutSecretValue", "sns:CreateTopic", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:ListTopics",
            "sns:Subscribe", "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "ssm:DeleteParameter", "ssm:DeleteParameters", "ssm:DescribeParameters", "states:CreateStateMachine",
            "states:DeleteStateMachine", "states:DescribeStateMachine", "states:DescribeStateMachineForExecution", "states:ListExecutions",
            "states:ListStateMachines", "states:UpdateStateMachine", "states:ValidateStateMachineDefinition", "sts:GetCallerIdentity");

    private final Timeline timeline = new Timeline(Instant.parse("2026-11-21T03:00:00Z"));

    private static long admitted(Buckets buckets, int times, String service, String operation) {
        return IntStream.range(0, times).filter(_ -> buckets.admits(service, operation)).count();
    }

    @Test
    void aBucketIsFullAtFirstAndRefillsWithTheSeconds() {
        Buckets buckets = new Buckets(timeline, Rates.DEFAULT);
        assertThat(admitted(buckets, 30, "ecs", "RegisterTaskDefinition")).as("burst").isEqualTo(20);
        timeline.runUntil(timeline.now().plusSeconds(3));
        assertThat(admitted(buckets, 30, "ecs", "RegisterTaskDefinition")).as("one a second").isEqualTo(3);
        timeline.runUntil(timeline.now().plus(Duration.ofHours(1)));
        assertThat(admitted(buckets, 30, "ecs", "RegisterTaskDefinition")).as("never more than it holds").isEqualTo(20);
        assertThat(buckets.refused().get("ecs task definition modify")).isEqualTo(47);
        assertThat(buckets.taken().get("ecs task definition modify")).isEqualTo(43);
    }

    @Test
    void operationsOfOneClassShareABucketAndThoseOfOthersDoNot() {
        Buckets buckets = new Buckets(timeline, Rates.DEFAULT);
        assertThat(admitted(buckets, 60, "ecs", "ListTasks") + admitted(buckets, 60, "ecs", "DescribeTasks")).isEqualTo(100);
        assertThat(admitted(buckets, 60, "ecs", "UpdateService")).isEqualTo(50);
        assertThat(admitted(buckets, 200, "lambda", "GetFunction")).isEqualTo(100);
        assertThat(admitted(buckets, 9, "lambda", "GetAlias") + admitted(buckets, 9, "lambda", "UpdateFunctionCode")).isEqualTo(15);
        assertThat(admitted(buckets, 9, "ssm", "PutParameter")).isEqualTo(3);
    }

    @Test
    void aCallOfLoadBalancingNeedsRoomInBothOfItsBuckets() {
        Buckets buckets = new Buckets(timeline, Rates.DEFAULT);
        assertThat(admitted(buckets, 50, "elasticloadbalancing", "DescribeTargetHealth")).isEqualTo(40);
        assertThat(buckets.refused().get("elasticloadbalancing load balancing, without changes")).isEqualTo(10);
        assertThat(buckets.refused().get("elasticloadbalancing load balancing")).isEqualTo(10);
    }

    /** As the SDK understands them: each service has a name of its own for it. */
    @Test
    void eachServiceRefusesInItsOwnWords() {
        Sandbox aws = new Sandbox(new SandboxOptions(Path.of("").toAbsolutePath().getParent(), 1));
        aws.wire().metered(_ -> false);
        EcsClient ecs = Clients.aimed(EcsClient.builder(), aws.http(), Place.DEFAULT, "person").build();
        ElasticLoadBalancingV2Client elb = Clients.aimed(ElasticLoadBalancingV2Client.builder(), aws.http(), Place.DEFAULT, "person").build();
        LambdaClient lambda = Clients.aimed(LambdaClient.builder(), aws.http(), Place.DEFAULT, "person").build();
        SsmClient ssm = Clients.aimed(SsmClient.builder(), aws.http(), Place.DEFAULT, "person").build();
        CloudWatchClient cloudWatch = Clients.aimed(CloudWatchClient.builder(), aws.http(), Place.DEFAULT, "person").build();
        refused(() -> ecs.listServices(), "ThrottlingException", 400);
        refused(() -> elb.describeTargetGroups(), "Throttling", 400);
        refused(() -> lambda.listFunctions(), "TooManyRequestsException", 429);
        refused(() -> cloudWatch.describeAlarms(), "Throttling", 400);
        refused(() -> ssm.getParameter(ask -> ask.name("/a")), "ThrottlingException", 400);
    }

    private static void refused(Runnable call, String code, int status) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsServiceException.class, refused -> {
            assertThat(refused.isThrottlingException()).isTrue();
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
            assertThat(refused.statusCode()).isEqualTo(status);
        });
    }

    @Test
    void pageHasTheRatesOfTheCode() throws IOException {
        List<String> rows = Rates.DEFAULT.stream().map(rate -> "| %s | %s | %d | %.0f | %s | %s |".formatted(rate.service(), rate.name(), rate.burst(), rate.refill(),
                rate.operations().isEmpty() ? "all" : rate.operations().stream().sorted().map(one -> "`" + one + "`").collect(Collectors.joining(", ")), rate.source())).toList();

        assertThat(Files.readAllLines(Path.of("../docs/QUOTAS.md")).stream().filter(line -> line.startsWith("| ") && !line.startsWith("| service") && !line.startsWith("| ---")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void everyOperationThatIsServedHasARateOrNoneThatIsKnown() {
        Sandbox aws = new Sandbox(new SandboxOptions(Path.of("").toAbsolutePath().getParent(), 1));
        List<String> left = aws.wire().services().stream().flatMap(service -> service.operations().keySet().stream()
                .filter(operation -> Rates.DEFAULT.stream().noneMatch(rate -> rate.counts(service.signingName(), operation)))
                .map(operation -> service.signingName() + ":" + operation)).toList();
        assertThat(left).as("give what is new a rate, or say that none is known").containsExactlyInAnyOrderElementsOf(UNCOUNTED);
    }
}
