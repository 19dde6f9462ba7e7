package slipway.sandbox.cloud.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;

/** What a guest does with state machines of their own. */
class MachinesTest extends Fixture {
    private static final String TWO = machine("\"W\":{\"Type\":\"Wait\",\"Seconds\":60,\"Next\":\"P\"},\"P\":{\"Type\":\"Pass\",\"End\":true}", "W");

    private String arn;

    private void create(String definition) {
        arn = call("CreateStateMachine", call -> call.put("name", "m").put("definition", definition).put("roleArn", ROLE)).path("stateMachineArn").asText();
    }

    @Test
    void anotherRoleIsTheSameMachineAndAnotherDefinitionIsNot() {
        create(WAIT);

        call("CreateStateMachine", call -> call.put("name", "m").put("definition", WAIT).put("roleArn", ROLE + "2"));

        assertThat(described().path("roleArn").asText()).isEqualTo(ROLE);
        refused("StateMachineAlreadyExists", () -> create(TWO));
        refused("InvalidArn", () -> call("CreateStateMachine", call -> call.put("name", "n").put("definition", WAIT).put("roleArn", "someone")));
        refused("ValidationException", () -> call("CreateStateMachine",
                call -> call.put("name", "n").put("definition", WAIT).put("roleArn", ROLE).put("type", "FAST")));
    }

    @Test
    void updateGivesARevision() {
        create(WAIT);
        assertThat(described().has("revisionId")).isFalse();

        String revision = call("UpdateStateMachine", call -> call.put("stateMachineArn", arn).put("definition", TWO)).path("revisionId").asText();

        assertThat(described().path("revisionId").asText()).isEqualTo(revision).isNotEmpty();
        assertThat(described().path("definition").asText()).isEqualTo(TWO);
    }

    @Test
    void executionIsDescribedWithTheDefinitionItBeganWith() {
        create(WAIT);
        String execution = start("e", "{}").path("executionArn").asText();
        call("UpdateStateMachine", call -> call.put("stateMachineArn", arn).put("definition", TWO));

        assertThat(call("DescribeStateMachineForExecution", call -> call.put("executionArn", execution)).path("definition").asText()).isEqualTo(WAIT);
    }

    @Test
    void deletedMachineIsGoneWhenNothingOfItRuns() {
        create(WAIT);

        call("DeleteStateMachine", call -> call.put("stateMachineArn", arn));

        refused("StateMachineDoesNotExist", this::described);
        call("DeleteStateMachine", call -> call.put("stateMachineArn", arn));
        create(TWO);
        refused("InvalidArn", () -> call("DeleteStateMachine", call -> call.put("stateMachineArn", "m")));
    }

    @Test
    void deletionEndsExecutionsAtTheirNextTransition() {
        create(TWO);
        String execution = start("e", "{}").path("executionArn").asText();
        timeline.runUntil(START.plusSeconds(1));

        call("DeleteStateMachine", call -> call.put("stateMachineArn", arn));

        assertThat(described().path("status").asText()).isEqualTo("DELETING");
        refused("StateMachineDeleting", () -> start("f", "{}"));
        refused("StateMachineDeleting", () -> create(TWO));
        refused("StateMachineDeleting", () -> call("UpdateStateMachine", call -> call.put("stateMachineArn", arn).put("definition", WAIT)));
        assertThat(states.execution(execution).status()).isEqualTo(Execution.Status.RUNNING);
        timeline.runUntil(START.plusSeconds(100));
        assertThat(states.execution(execution).status()).isEqualTo(Execution.Status.ABORTED);
        assertThat(states.execution(execution).path()).containsExactly("W");
        refused("StateMachineDoesNotExist", this::described);
    }

    @Test
    void validationTellsEveryProblemWithItsPlace() {
        assertThat(call("ValidateStateMachineDefinition", call -> call.put("definition", WAIT)))
                .hasToString("{\"result\":\"OK\",\"diagnostics\":[],\"truncated\":false}");

        String broken = machine("\"W\":{\"Type\":\"Wait\",\"Seconds\":1,\"Next\":\"gone\"},\"P\":{\"Type\":\"Pass\",\"End\":true}", "W");
        ObjectNode answer = call("ValidateStateMachineDefinition", call -> call.put("definition", broken));
        assertThat(answer.path("result").asText()).isEqualTo("FAIL");
        assertThat(answer.path("diagnostics")).extracting(problem -> problem.path("code").asText() + " " + problem.path("location").asText())
                .contains("MISSING_TRANSITION_TARGET /States/W/Next");
        ObjectNode first = call("ValidateStateMachineDefinition", call -> call.put("definition", machine(
                "\"W\":{\"Type\":\"Wait\",\"Seconds\":1,\"Odd\":1,\"Next\":\"P\"},\"P\":{\"Type\":\"Pass\",\"Odd\":1,\"End\":true}", "W")).put("maxResults", 1));
        assertThat(first.path("diagnostics")).hasSize(1);
        assertThat(first.path("truncated").asBoolean()).isTrue();
        assertThat(call("ValidateStateMachineDefinition", call -> call.put("definition", "{")).path("diagnostics").get(0).path("code").asText())
                .isEqualTo("INVALID_JSON_DESCRIPTION");
    }

    @Test
    void whatTheLanguageHasAndTheSandboxHasNotIsRefusedByName() {
        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> create("{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Pass\",\"End\":true}}}"))
                .withMessageContaining("QueryLanguage").satisfies(fault -> assertThat(fault.code()).isEqualTo("InvalidDefinition"));
        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> create(task("sqs:sendMessage", "{}")))
                .withMessageContaining("sqs:sendMessage").satisfies(fault -> assertThat(fault.code()).isEqualTo("InvalidDefinition"));
    }

    @Test
    void onlyAnExecutionThatFailedCanBeRedriven() {
        create(WAIT);
        String execution = start("e", "{}").path("executionArn").asText();
        assertThat(execution(execution).path("redriveStatus").asText()).isEqualTo("NOT_REDRIVABLE");
        assertThat(execution(execution).path("redriveStatusReason").asText()).isEqualTo("Execution is RUNNING and cannot be redriven");

        refused("ValidationException", () -> call("StopExecution", call -> call.put("executionArn", execution).put("error", "x".repeat(257))));
        call("StopExecution", call -> call.put("executionArn", execution));

        assertThat(execution(execution).path("redriveStatus").asText()).isEqualTo("REDRIVABLE");
        assertThat(call("ListExecutions", call -> call.put("stateMachineArn", arn).put("statusFilter", "PENDING_REDRIVE")).path("executions")).isEmpty();
        refused("ValidationException", () -> call("ListExecutions", call -> call.put("stateMachineArn", arn).put("statusFilter", "GONE")));
    }

    private ObjectNode execution(String execution) {
        return call("DescribeExecution", call -> call.put("executionArn", execution));
    }

    private ObjectNode described() {
        return call("DescribeStateMachine", call -> call.put("stateMachineArn", arn));
    }
}
