package slipway.sandbox.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.aws.Aws;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.Alarm;
import slipway.rollout.Alarms;
import slipway.rollout.BadInput;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.eventbridge.DeadLetter;
import slipway.sandbox.wire.Clients;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Outcome;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** What the policies do not allow, the sandbox denies: at the call, behind it, to a machine, to a rule, and of the ledger. */
class DenialsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXECUTION = "arn:aws:iam::123456789012:role/shop-execution";

    private Shop shop = open(Map.of());
    private Sandbox aws = shop.aws();
    private final List<Exchange> exchanges = new ArrayList<>();

    private static Shop open(Map<String, String> parameters) {
        return Shop.open(new SandboxOptions(Path.of("").toAbsolutePath().getParent(), 1).with(parameters));
    }

    private Deployment push() {
        aws.wire().tell(exchanges::add);
        shop.push("shop/api", "v2", Behaviour.GOOD);
        assertThat(aws.runUntilQuiet(Duration.ofHours(3))).isTrue();
        return aws.ledger().records().latest(new TargetName("shop-api"), 1).getFirst();
    }

    /** Gives a function, a machine or a rule another role than the template's. */
    private void put(String caller, String statements) {
        aws.iam().put("other", json("{}"), Map.of("Other", json("{'Version':'2012-10-17','Statement':[" + statements + "]}")));
        aws.iam().assume(caller, "other", "session");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<String> errors(String action) {
        return exchanges.stream().filter(one -> one.action().equals(action)).map(Exchange::outcome)
                .flatMap(outcome -> outcome instanceof Outcome.Failed(var fault) ? Stream.of(fault.code() + " " + fault.getMessage()) : Stream.empty())
                .toList();
    }

    @Test
    void aServiceOfAnotherClusterIsDeniedInAwssWordsAndNothingIsTouched() {
        aws.stack().update(Map.of("Clusters", "dev-*"));

        Deployment deployment = push();

        assertThat(errors("ecs:DescribeServices")).isNotEmpty().containsOnly("AccessDeniedException User: arn:aws:sts::123456789012:assumed-role/slipway-PlanRole/"
                + "slipway-PlanFunction is not authorized to perform: ecs:DescribeServices on resource: arn:aws:ecs:eu-central-1:123456789012:service/shop/api "
                + "because no identity-based policy allows the ecs:DescribeServices action");
        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().toString()).contains("AWS denies access", "is not authorized to perform: ecs:DescribeServices");
    }

    @Test
    void aRoleThatUpdateMayNotPassIsDeniedWhereTheTaskDefinitionIsRegistered() {
        aws.stack().update(Map.of("TaskRoleArns", EXECUTION));

        Deployment deployment = push();

        assertThat(errors("ecs:RegisterTaskDefinition")).isNotEmpty().containsOnly("AccessDeniedException User: arn:aws:sts::123456789012:assumed-role/slipway-UpdateRole/"
                + "slipway-UpdateFunction is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/shop-api "
                + "because no identity-based policy allows the iam:PassRole action");
        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(shop.service("api").images().get("api")).hasSize(1);
    }

    @Test
    void aTagThatUpdateMayNotPutIsDeniedAndToldAndTheDeploymentGoesOn() {
        shop.follow("shop-api", aws.ssm().value("/slipway/targets/shop-api").orElseThrow().replaceFirst("\\{", "{\"protectImages\":true,"));
        aws.runUntilQuiet(Duration.ofMinutes(1));
        Deployment deployment = push();
        assertThat(errors("ecr:PutImage")).hasSize(2).allMatch(error -> error.endsWith("Function is not authorized to perform: ecr:PutImage on resource: "
                + "arn:aws:ecr:eu-central-1:123456789012:repository/shop/api because no identity-based policy allows the ecr:PutImage action"));
        assertThat(deployment).matches(one -> one.ending().equals(java.util.Optional.of(Ending.SUCCEEDED)) && one.plan().orElseThrow().unprotected().size() == 2);
    }

    @Test
    void aRoleThatMayBePassedToOtherServicesAloneIsNotPassedToTasks() {
        put("slipway-UpdateFunction", "{'Effect':'Allow','Action':['ecs:*','dynamodb:*','elasticloadbalancing:*'],'Resource':'*'},"
                + "{'Effect':'Allow','Action':'iam:PassRole','Resource':'*','Condition':{'StringEquals':{'iam:PassedToService':'lambda.amazonaws.com'}}}");

        push();

        assertThat(errors("ecs:RegisterTaskDefinition")).isNotEmpty().allMatch(error -> error.contains("iam:PassRole on resource: " + EXECUTION));
    }

    @Test
    void tagsThatUpdateMayNotReadAreDeniedWithTheTaskDefinition() {
        put("slipway-UpdateFunction", "{'Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Deny','Action':'ecs:ListTagsForResource','Resource':'*'}");

        Deployment deployment = push();

        assertThat(errors("ecs:DescribeTaskDefinition")).isNotEmpty().allMatch(error -> error.contains(
                "ecs:ListTagsForResource on resource: arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-api:"));
        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
    }

    @Test
    void anExplicitDenyWinsAndIsToldAsSuch() {
        put("slipway-PlanFunction", "{'Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Deny','Action':'ecr:DescribeImages','Resource':'*'}");

        push();

        assertThat(errors("ecr:DescribeImages")).isNotEmpty().allMatch(error -> error.endsWith(
                "ecr:DescribeImages on resource: arn:aws:ecr:eu-central-1:123456789012:repository/shop/api with an explicit deny in an identity-based policy"));
    }

    @Test
    void aMachineMayCallOnlyTheFunctionsOfItsRole() {
        put(aws.stack().arn("RouteMachine"), "{'Effect':'Allow','Action':'lambda:InvokeFunction','Resource':'*:slipway-NotifyFunction*'}");
        shop.push("shop/api", "v2", Behaviour.GOOD);
        assertThat(aws.runUntilQuiet(Duration.ofHours(3))).isTrue();

        Execution route = aws.machines().executions().getLast();
        assertThat(route.identity().machineName()).isEqualTo("slipway-route");
        assertThat(route.path()).containsExactly("Match", "Not matched");
        assertThat(route.cause().orElseThrow()).startsWith("User: arn:aws:sts::123456789012:assumed-role/other/session is not authorized to perform: "
                + "lambda:InvokeFunction on resource: arn:aws:lambda:eu-central-1:123456789012:function:slipway-MatchFunction:1 because no identity-based policy")
                .contains("(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException;");
        assertThat(aws.ledger().records().latest(new TargetName("shop-api"), 9)).isEmpty();
    }

    @Test
    void aRuleWhoseRoleMayNotStartTheMachineMakesADeadLetter() {
        put("slipway-RouteMachineImagePushed", "{'Effect':'Allow','Action':'states:StartExecution','Resource':'arn:aws:states:*:*:stateMachine:other'}");

        int before = aws.machines().executions().size();

        shop.push("shop/api", "v2", Behaviour.GOOD);
        aws.timeline().runUntil(aws.timeline().now().plus(Duration.ofMinutes(1)));

        assertThat(aws.events().deadLetters()).extracting(DeadLetter::errorCode).containsExactly("NO_PERMISSIONS");
        assertThat(aws.machines().executions()).hasSize(before);
    }

    @Test
    void aTopicWhoseKeyNotifyMayNotUseTakesNothing() {
        put("slipway-NotifyFunction", "{'Effect':'Allow','Action':['sns:Publish','dynamodb:*','secretsmanager:*','events:*'],'Resource':'*'}");
        int before = aws.sns().published().size();

        push();

        assertThat(errors("sns:Publish")).isNotEmpty().allMatch(error -> error.startsWith("KMSAccessDenied User: ")
                && error.contains("kms:GenerateDataKey on resource: arn:aws:kms:eu-central-1:123456789012:key/"));
        assertThat(aws.sns().published()).hasSize(before);
    }

    @Test
    void aSecretWhoseKeyNotifyMayNotUseIsNotReadAndMailsGoOutAllTheSame() {
        shop = open(Map.of("SlackSecretKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/own"));
        aws = shop.aws();
        put("slipway-NotifyFunction", "{'Effect':'Allow','Action':['sns:Publish','dynamodb:*','secretsmanager:*','events:*'],'Resource':'*'},"
                + "{'Effect':'Allow','Action':'kms:*','Resource':'" + aws.stack().arn("MessagesKey") + "'}");
        int before = aws.slack().posts().size();

        push();

        assertThat(errors("secretsmanager:GetSecretValue")).isNotEmpty().containsOnly("AccessDeniedException Access to KMS is not allowed");
        assertThat(aws.slack().posts()).hasSize(before);
        assertThat(aws.sns().published()).anyMatch(mail -> mail.subject().orElse("").contains("shop-api"));
    }

    @Test
    void theLedgerIsDeniedAsDynamoDbDeniesIt() {
        put("slipway-ClaimFunction", "{'Effect':'Allow','Action':['dynamodb:GetItem','dynamodb:BatchGetItem','dynamodb:Query'],'Resource':'*'}");

        shop.push("shop/api", "v2", Behaviour.GOOD);
        assertThat(aws.runUntilQuiet(Duration.ofHours(3))).isTrue();

        assertThat(aws.ledger().records().latest(new TargetName("shop-api"), 9)).isEmpty();
        assertThat(aws.sns().published()).anyMatch(told -> told.message().contains("dynamodb:PutItem"));
    }

    @Test
    void linesOfAFunctionThatMayNotWriteThemAreLost() {
        put("slipway-MatchFunction", "{'Effect':'Allow','Action':['dynamodb:*','ecr:*','states:*'],'Resource':'*'}");
        try (var log = aws.stack().log()) {
            aws.keepLogs();
            push();
            ObjectNode asked = JSON.createObjectNode().put("logGroupName", "/slipway/slipway/functions");
            assertThat(aws.logs().operations().get("DescribeLogStreams").does().apply(new Call("logs", "DescribeLogStreams", "person", asked)).toString())
                    .contains("slipway-PlanFunction").doesNotContain("slipway-MatchFunction");
        }
    }

    private static final List<String> ALARMS = List.of("errors", "shop");

    private Alarms alarms(String function) {
        return new Aws(aws.http(), Region.EU_CENTRAL_1, StaticCredentialsProvider.create(AwsBasicCredentials.create(function, "sandbox")), aws.timeline(), 1).alarms();
    }

    @Test
    void alarmsAreReadByPlanAndObserveAloneAndTheCompositeOnesOnlyByWhoMayReadAll() {
        aws.cloudWatch().metric("errors");
        aws.cloudWatch().composite("shop", "errors");
        assertThat(alarms("slipway-PlanFunction").read(ALARMS)).hasSize(2);
        assertThat(alarms("slipway-ObserveFunction").read(ALARMS)).hasSize(2);
        assertThatThrownBy(() -> alarms("slipway-UpdateFunction").read(ALARMS)).isInstanceOf(BadInput.class).hasMessageContaining("action=cloudwatch:DescribeAlarms")
                .hasMessageContaining("cloudwatch:DescribeAlarms on resource: arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors because no identity-based policy");

        put("slipway-PlanFunction", "{'Effect':'Allow','Action':'cloudwatch:DescribeAlarms','Resource':'arn:aws:cloudwatch:*:*:alarm:*'}");
        assertThat(alarms("slipway-PlanFunction").read(ALARMS)).extracting(Alarm::name).containsExactly("errors");
    }

    @Test
    void peopleAreAdministratorsAndAFunctionsUnknownCallIsRefusedByName() {
        assertThat(Clients.aimed(EcsClient.builder(), aws.http(), aws.place(), "person").build().listClusters().clusterArns()).isNotEmpty();
        assertThatThrownBy(() -> Clients.aimed(EcsClient.builder(), aws.http(), aws.place(), "slipway-PlanFunction").build().listClusters())
                .isInstanceOf(EcsException.class).hasMessageContaining("does not model the rights that ecs:ListClusters needs");
    }
}
