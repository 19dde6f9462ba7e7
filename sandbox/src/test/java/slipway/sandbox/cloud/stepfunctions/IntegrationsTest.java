package slipway.sandbox.cloud.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;

class IntegrationsTest extends Fixture {
    @Test
    void lambdaGetsThePayloadAndItsAnswerHasPascalCaseMembers() {
        Execution execution = played(task("lambda:invoke", "{\"FunctionName\":\"f:3\",\"Payload\":\"{% $states.input %}\"}"), "{\"a\":1}");

        assertThat(invoked).containsExactly("f:3 {\"a\":1}");
        assertThat(execution.output().orElseThrow()).hasToString("{\"ExecutedVersion\":\"3\",\"Payload\":{\"a\":1},\"StatusCode\":200}");
    }

    @Test
    void functionsErrorIsTheTasksError() {
        Execution execution = played(task("lambda:invoke", "{\"FunctionName\":\"bad\"}"), "{}");

        ObjectNode described = call("DescribeExecution", call -> call.put("executionArn", execution.identity().arn()));
        assertThat(described.path("status").asText()).isEqualTo("FAILED");
        assertThat(described.path("error").asText()).isEqualTo("a.b.Bad");
        assertThat(described.path("cause").asText()).isEqualTo("{\"errorMessage\":\"m\"}");
        assertThat(described.has("output")).isFalse();
    }

    @Test
    void functionThatIsNotThereIsTheTasksErrorAndTheClockGoesOn() {
        Execution execution = played(task("lambda:invoke", "{\"FunctionName\":\"gone\"}"), "{}");

        assertThat(execution.error()).contains("Lambda.ResourceNotFoundException");
        assertThat(execution.cause().orElseThrow()).startsWith("Function not found: gone (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ");
    }

    @Test
    void oneExecutionStartsAnotherOnce() {
        states.create("other", WAIT, ROLE);
        String starting = machine("""
                "M":{"Type":"Map","Items":[1,2],"MaxConcurrency":1,"ItemProcessor":{"StartAt":"T","States":{
                  "T":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution",
                    "Arguments":{"StateMachineArn":"%s","Name":"one","Input":{"n":"{%% $states.input %%}"}},
                    "Catch":[{"ErrorEquals":["StepFunctions.ExecutionAlreadyExistsException"],"Next":"Z"}],"End":true},
                  "Z":{"Type":"Pass","End":true}}},"End":true}""".formatted(states.machineArn("other")), "M");

        JsonNode output = played(starting, "{}").output().orElseThrow();

        assertThat(output.get(0).path("ExecutionArn").asText()).isEqualTo("arn:aws:states:eu-central-1:123456789012:execution:other:one");
        assertThat(output.get(1).path("Error").asText()).isEqualTo("StepFunctions.ExecutionAlreadyExistsException");
        assertThat(output.get(1).path("Cause").asText()).startsWith("Execution Already Exists: 'arn:aws:states:eu-central-1:123456789012:execution:other:one'"
                + " (Service: AWSStepFunctions; Status Code: 400; Error Code: ExecutionAlreadyExists; Request ID: ");
        assertThat(states.execution(output.get(0).path("ExecutionArn").asText()).input()).isEqualTo("{\"n\":1}");
    }

    @Test
    void aStartThatIsThrottledIsAFailedTaskAndMayBeRepeated() {
        states.create("other", WAIT, ROLE);
        int[] left = {1};
        states.refuseStarts(() -> left[0]-- > 0 ? Optional.of(AwsFault.of("ThrottlingException", "Rate exceeded")) : Optional.empty());
        String starting = machine("""
                "T":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution","Arguments":{"StateMachineArn":"%s","Name":"one","Input":{}},
                  "Retry":[{"ErrorEquals":["States.TaskFailed"],"IntervalSeconds":2,"MaxAttempts":1}],"End":true}""".formatted(states.machineArn("other")), "T");

        Execution execution = played(starting, "{}");

        assertThat(execution.output().orElseThrow().path("ExecutionArn").asText()).endsWith(":execution:other:one");
        assertThat(execution.history()).filteredOn(event -> event.type().equals("TaskFailed")).hasSize(1);
    }

    @Test
    void tokenComesBackOnceByTheApi() {
        String waiting = task("lambda:invoke.waitForTaskToken", "{\"FunctionName\":\"ask\",\"Payload\":\"{% $states.context.Task.Token %}\"}");
        Execution execution = states.start(states.create("m", waiting, ROLE), "e", "{}");
        timeline.runUntil(START.plusSeconds(30));
        String token = invoked.getFirst().substring(5).replace("\"", "");

        refused("InvalidToken", () -> call("SendTaskSuccess", call -> call.put("taskToken", "nix").put("output", "1")));
        refused("InvalidOutput", () -> call("SendTaskSuccess", call -> call.put("taskToken", token).put("output", "{")));
        call("SendTaskHeartbeat", call -> call.put("taskToken", token));
        call("SendTaskSuccess", call -> call.put("taskToken", token).put("output", "{\"approved\":true}"));
        assertThat(execution.output().orElseThrow()).hasToString("{\"approved\":true}");
        refused("TaskTimedOut", () -> call("SendTaskFailure", call -> call.put("taskToken", token).put("error", "No")));
    }
}
