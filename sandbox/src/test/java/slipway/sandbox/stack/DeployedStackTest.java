package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.wire.Clients;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;

/** The stack as CloudFormation and IAM show it, from the shipped template. */
class DeployedStackTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/shop-api";

    private Sandbox aws;
    private CloudFormationClient stacks;
    private IamClient iam;

    @BeforeEach
    void deploy() {
        aws = new Sandbox(new SandboxOptions(Path.of(".."), 1));
        stacks = Clients.aimed(CloudFormationClient.builder(), aws.http(), aws.place(), "person").build();
        iam = Clients.aimed(IamClient.builder(), aws.http(), aws.place(), "person").build();
    }

    private String decision(String role) {
        return iam.simulatePrincipalPolicy(ask -> ask.policySourceArn("arn:aws:iam::123456789012:role/" + role).actionNames("iam:PassRole").resourceArns(ROLE)
                        .contextEntries(ContextEntry.builder().contextKeyName("iam:PassedToService").contextKeyType("string")
                                .contextKeyValues("ecs-tasks.amazonaws.com").build()))
                .evaluationResults().getFirst().evalDecisionAsString();
    }

    @Test
    void resourcesHaveTheTypesThatTheTranslatedTemplateHas() {
        assertThat(stacks.listStackResources(ask -> ask.stackName("slipway")).stackResourceSummaries())
                .anySatisfy(one -> {
                    assertThat(one.logicalResourceId()).isEqualTo("UpdateFunction");
                    assertThat(one.physicalResourceId()).isEqualTo("slipway-UpdateFunction");
                    assertThat(one.resourceType()).isEqualTo("AWS::Lambda::Function");
                })
                .anySatisfy(one -> assertThat(one.physicalResourceId()).isEqualTo("arn:aws:sns:eu-central-1:123456789012:slipway-OperationsTopic"));
    }

    /** By its ARN: a long stack's name is not whole in that of a rule. */
    @Test
    void eachRuleWhoseEventsMayBeLostMayPutThemIntoTheQueue() {
        JsonNode resources = Template.read(Path.of("..").resolve("template.yaml")).resources();
        List<String> losing = new ArrayList<>();
        resources.properties().forEach(resource -> resource.getValue().path("Properties").path("Events").properties().stream()
                .filter(event -> event.getValue().path("Properties").has("DeadLetterConfig")).forEach(event -> losing.add(resource.getKey() + event.getKey())));
        List<String> admitted = new ArrayList<>();
        resources.at("/LostEventsPolicy/Properties/PolicyDocument/Statement/0/Condition/ArnEquals/aws:SourceArn")
                .forEach(arn -> admitted.add(arn.path("Fn::GetAtt").path(0).asText()));

        assertThat(losing).isNotEmpty().containsExactlyInAnyOrderElementsOf(admitted);
    }

    @Test
    void parametersAndOutputsAreShown() {
        var stack = stacks.describeStacks(ask -> ask.stackName("slipway")).stacks().getFirst();

        assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(stack.parameters()).contains(Parameter.builder().parameterKey("Clusters").parameterValue("*").build());
        assertThat(stack.outputs()).anyMatch(output -> output.outputKey().equals("DeployMachineArn") && output.outputValue().endsWith(":stateMachine:slipway-deploy"));
    }

    @Test
    void absentStackIsAValidationError() {
        assertThatThrownBy(() -> stacks.describeStacks(ask -> ask.stackName("other"))).isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("Stack with id other does not exist").satisfies(error ->
                        assertThat(((CloudFormationException) error).awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
    }

    @Test
    void onlyUpdateAndRollBackMayPassTheRolesThatTheStackNames() {
        assertThat(decision("slipway-UpdateRole")).isEqualTo("implicitDeny");

        aws.stack().update(Map.of("TaskRoleArns", ROLE + ",arn:aws:iam::123456789012:role/other"));

        assertThat(decision("slipway-UpdateRole")).isEqualTo("allowed");
        assertThat(decision("slipway-RollBackRole")).isEqualTo("allowed");
        assertThat(decision("slipway-ObserveRole")).isEqualTo("implicitDeny");
    }

    @Test
    void parametersThatMoreThanRolesDependOnAreNotChanged() {
        assertThatThrownBy(() -> aws.stack().update(Map.of("SlackSecretArn", ""))).hasMessageContaining("SlackSecretArn");
    }
}
