package slipway.strangers.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import slipway.release.Workload.EcsService;
import slipway.sandbox.cloud.ecr.Ecr;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A moto server: set up by AWS's own calls. */
final class MotoWorld extends World {
    /** A function's image is one that its ECR has, and a service counts two tasks from its start. */
    static final Map<String, String> SETTINGS = Map.of("MOTO_LAMBDA_STUB_ECR", "false", "MOTO_ECS_SERVICE_RUNNING", "2");

    private final MotoHttp moto;
    private final MotoEars ears;
    /** Where images are made: ECR stores them, it does not build them. */
    private final World source;
    private final String vpc;
    private final String subnet;
    private boolean installed;

    /** @param source where images are made */
    MotoWorld(World source, int port) {
        super("moto", new OneAtATime(reaching(port)), InstantSource.system());
        this.source = source;
        this.moto = new MotoHttp(port);
        this.ears = new MotoEars(this, moto);
        // Neither container nor code: a function answers with a line of moto's own.
        moto.said("/moto-api/config", "{\"lambda\": {\"use_docker\": false}}");
        // Else a task that was looked at begins to stop.
        moto.said("/moto-api/state-manager/set-transition", "{\"model_name\": \"ecs::task\", \"transition\": {\"progression\": \"manual\", \"times\": 1000}}");
        String subnets = moto.said("/", "Action=DescribeSubnets&Version=2016-11-15",
                "Content-Type", "application/x-www-form-urlencoded", "Authorization", MotoHttp.signed("ec2"));
        this.vpc = first("<vpcId>([^<]+)", subnets);
        this.subnet = first("<subnetId>([^<]+)", subnets);
    }

    @Override
    void pass(Duration time) {
        // Nothing moves there by itself.
    }

    @Override
    <T> T stock(String repository, Function<Ecr, T> filling) {
        T filled = source.stock(repository, filling);
        new MotoStock(source, this).copy(repository);
        return filled;
    }

    @Override
    Supplier<List<String>> subscribed(String topic) throws IOException {
        return ears.subscribed(topic);
    }

    @Override
    Supplier<List<JsonNode>> listen(String source) {
        return ears.listen(source);
    }

    @Override
    String targetGroup(String name, String path) {
        return group(name, path, TargetTypeEnum.IP);
    }

    @Override
    String instanceGroup(String name, String path) {
        return group(name, path, TargetTypeEnum.INSTANCE);
    }

    private String group(String name, String path, TargetTypeEnum type) {
        try (ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder())) {
            return elb.createTargetGroup(ask -> ask.name(name).protocol(ProtocolEnum.HTTP).port(8080).vpcId(vpc).targetType(type).healthCheckPath(path))
                    .targetGroups().getFirst().targetGroupArn();
        }
    }

    @Override
    String instance(String cluster) {
        String made = moto.said("/", "Action=RunInstances&Version=2016-11-15&ImageId=ami-12c6146b&MinCount=1&MaxCount=1&SubnetId=" + subnet,
                "Content-Type", "application/x-www-form-urlencoded", "Authorization", MotoHttp.signed("ec2"));
        String id = first("<instanceId>([^<]+)", made);
        try (EcsClient ecs = client(EcsClient.builder())) {
            // As the agent does: the document is what the instance's metadata say of it.
            ecs.registerContainerInstance(ask -> ask.cluster(cluster).instanceIdentityDocument("{\"instanceId\":\"" + id + "\"}"));
        }
        return id;
    }

    @Override
    void task(Tenant tenant, EcsService service, String revision, String group, String instance) {
        String primary = aws().services().now(service).orElseThrow().primary().id();
        try (ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder())) {
            tenant.ecs.runTask(ask -> ask.cluster(tenant.cluster).taskDefinition(revision).count(1).startedBy(primary).launchType(LaunchType.EC2));
            elb.registerTargets(ask -> ask.targetGroupArn(group).targets(target(instance)));
        }
    }

    @Override
    void function(String name, String imageUri, String alias) {
        try (LambdaClient lambda = client(LambdaClient.builder()); IamClient iam = client(IamClient.builder())) {
            iam.createRole(ask -> ask.roleName(name).assumeRolePolicyDocument(trust("lambda")));
            lambda.createFunction(ask -> ask.functionName(name).packageType(PackageType.IMAGE).code(code -> code.imageUri(imageUri))
                    .role("arn:aws:iam::" + ACCOUNT + ":role/" + name).architecturesWithStrings("x86_64"));
            String version = lambda.publishVersion(ask -> ask.functionName(name)).version();
            lambda.createAlias(ask -> ask.functionName(name).name(alias).functionVersion(version));
        }
    }

    @Override
    String subnet() {
        return subnet;
    }

    @Override
    void installed() {
        if (installed) {
            return;
        }
        installed = true;
        try (IamClient iam = client(IamClient.builder()); CloudFormationClient stacks = client(CloudFormationClient.builder());
                SecretsManagerClient secrets = client(SecretsManagerClient.builder()); LambdaClient lambda = client(LambdaClient.builder())) {
            Tenant.ROLES.forEach(role -> iam.createRole(ask -> ask.roleName(role).assumeRolePolicyDocument(trust("ecs-tasks"))));
            String secret = secrets.createSecret(ask -> ask.name("slipway/slack").secretString("https://hooks.slack.com/services/T/B/x")).arn();
            stacks.createStack(ask -> ask.stackName("slipway").templateBody(Installed.TEMPLATE).parameters(
                    Installed.parameter("TaskRoleArns", String.join(",", Tenant.ROLES.stream().map(Tenant::role).toList())),
                    Installed.parameter("SlackSecretArn", secret)));
            // SAM's AutoPublishAlias.
            String enroll = resource("EnrollFunction");
            String version = lambda.publishVersion(ask -> ask.functionName(enroll)).version();
            lambda.createAlias(ask -> ask.functionName(enroll).name("live").functionVersion(version));
        }
    }

    private static String trust(String service) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"%s.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}".formatted(service);
    }

    @Override
    void lose(String event, Map<String, String> attributes) {
        try (SqsClient sqs = client(SqsClient.builder())) {
            sqs.sendMessage(ask -> ask.queueUrl(resource("LostEvents")).messageBody(event).messageAttributes(attributes.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, one -> MessageAttributeValue.builder().dataType("String").stringValue(one.getValue()).build()))));
        }
    }

    @Override
    void tasks(Tenant tenant, String revision, int count) {
        String primary = tenant.primary();
        try (ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder())) {
            List<Task> started = tenant.ecs.runTask(ask -> ask.cluster(tenant.cluster).taskDefinition(revision).count(count).startedBy(primary)
                    .launchType(LaunchType.FARGATE).networkConfiguration(network -> network.awsvpcConfiguration(in -> in.subnets(subnet).securityGroups(List.of()))))
                    .tasks();
            elb.registerTargets(ask -> ask.targetGroupArn(tenant.group).targets(started.stream().map(Tenant::address).map(MotoWorld::target).toList()));
        }
    }

    @Override
    void external(Tenant tenant, String revision) {
        tenant.ecs.createService(ask -> ask.cluster(tenant.cluster).serviceName(tenant.service.service()).taskDefinition(revision).desiredCount(1)
                .deploymentController(controller -> controller.type(DeploymentControllerType.EXTERNAL)));
    }

    @Override
    void log(String group, String stream, List<String> lines) {
        long now = clock().instant().toEpochMilli();
        try (CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder())) {
            if (logs.describeLogGroups(ask -> ask.logGroupNamePrefix(group)).logGroups().isEmpty()) {
                logs.createLogGroup(ask -> ask.logGroupName(group));
            }
            logs.createLogStream(ask -> ask.logGroupName(group).logStreamName(stream));
            logs.putLogEvents(ask -> ask.logGroupName(group).logStreamName(stream).logEvents(IntStream.range(0, lines.size())
                    .mapToObj(i -> InputLogEvent.builder().timestamp(now + i).message(lines.get(i)).build()).toList()));
        }
    }

    @Override
    void alarm(String name) {
        try (CloudWatchClient alarms = client(CloudWatchClient.builder())) {
            alarms.putMetricAlarm(ask -> ask.alarmName(name).namespace("Shop").metricName(name).statistic(Statistic.SUM).period(60).evaluationPeriods(1)
                    .threshold(1.0).comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        }
    }

    @Override
    void alarm(String name, String state, String reason) {
        try (CloudWatchClient alarms = client(CloudWatchClient.builder())) {
            alarms.setAlarmState(ask -> ask.alarmName(name).stateValue(state).stateReason(reason));
        }
    }

    @Override
    void deregister(String group, String address) {
        try (ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder())) {
            elb.deregisterTargets(ask -> ask.targetGroupArn(group).targets(target(address)));
        }
    }

    private static TargetDescription target(String address) {
        return TargetDescription.builder().id(address).port(Tenant.PORT).build();
    }

    @Override
    void delete(Tenant tenant) {
        tenant.ecs.deleteService(ask -> ask.cluster(tenant.cluster).service(tenant.service.service()).force(true));
    }

    @Override
    void deleteTargetGroup(String arn) {
        try (ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder())) {
            elb.deleteTargetGroup(ask -> ask.targetGroupArn(arn));
        }
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("moto has no subnet: " + text);
        }
        return found.group(1);
    }
}
