package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.wire.Clients;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What the stack's resources are called and refer to, as CloudFormation and SAM have it. */
class NamingTest {
    private final Sandbox aws = new Sandbox(new SandboxOptions(Path.of(".."), 7));

    @Test
    void aPolicyNamesTheLedgerByTheArnOfItsTable() {
        assertThat(statement("ReadsLedger").path("Resource").asText()).isEqualTo("arn:aws:dynamodb:eu-central-1:123456789012:table/slipway-Ledger");
    }

    @Test
    void aPolicyNamesTheKeyByItsId() {
        assertThat(aws.stack().properties("TellsOperators").orElseThrow().path("PolicyDocument").path("Statement").path(1).path("Resource").asText())
                .matches("arn:aws:kms:eu-central-1:123456789012:key/[0-9a-f-]{36}");
    }

    @Test
    void aRoleNamesItsManagedPoliciesByTheirArns() {
        assertThat(aws.stack().properties("ClaimRole").orElseThrow().path("ManagedPolicyArns").path(1).asText())
                .isEqualTo("arn:aws:iam::123456789012:policy/slipway-ReadsLedger");
    }

    @Test
    void aMachineHasTheRoleThatTheTemplateGivesIt() {
        try (SfnClient machines = Clients.aimed(SfnClient.builder(), aws.http(), aws.place(), "test").build()) {
            assertThat(machines.describeStateMachine(ask -> ask.stateMachineArn(aws.stack().arn("DeployMachine"))).roleArn())
                    .isEqualTo("arn:aws:iam::123456789012:role/slipway-DeployRole");
        }
    }

    @Test
    void aRuleCallsTheAliasThatSamPublishes() {
        assertThat(target("slipway-EnrollFunctionTargetChanged").arn()).endsWith(":function:slipway-EnrollFunction:live");
        assertThat(target("slipway-EnrollFunctionTargetChanged").id()).isEqualTo("EnrollFunctionTargetChangedLambdaTarget");
    }

    @Test
    void withoutASecretThereIsNoSlack() {
        Sandbox silent = new Sandbox(new SandboxOptions(Path.of(".."), 7).with(Map.of("SlackSecretArn", "")));

        assertThat(silent.stack().properties("NotifyRole").orElseThrow().toString()).doesNotContain("ReadSlackWebhook");
    }

    private JsonNode statement(String policy) {
        return aws.stack().properties(policy).orElseThrow().path("PolicyDocument").path("Statement").path(0);
    }

    private Target target(String rule) {
        return aws.events().rules().stream().filter(one -> one.name().equals(rule)).findFirst().orElseThrow().targets().getFirst();
    }
}
