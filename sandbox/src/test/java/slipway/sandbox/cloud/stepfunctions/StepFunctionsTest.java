package slipway.sandbox.cloud.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;

class StepFunctionsTest extends Fixture {
    @Test
    void createsDescribesListsAndUpdatesMachines() {
        ObjectNode created = call("CreateStateMachine", call -> call.put("name", "m").put("definition", WAIT).put("roleArn", ROLE).put("type", "STANDARD"));
        String arn = created.path("stateMachineArn").asText();

        assertThat(arn).isEqualTo("arn:aws:states:eu-central-1:123456789012:stateMachine:m");
        assertThat(created.path("creationDate").decimalValue()).isEqualByComparingTo("1769860800");
        assertThat(call("DescribeStateMachine", call -> call.put("stateMachineArn", arn + ":live")).path("definition").asText()).isEqualTo(WAIT);
        assertThat(call("ListStateMachines", _ -> {}).path("stateMachines")).hasSize(1);
        assertThat(states.create("m", WAIT, ROLE)).isEqualTo(arn);
        refused("StateMachineAlreadyExists", () -> states.create("m", WAIT.replace("60", "61"), ROLE));
        call("UpdateStateMachine", call -> call.put("stateMachineArn", arn).put("definition", WAIT.replace("60", "61")));
        assertThat(call("DescribeStateMachine", call -> call.put("stateMachineArn", arn)).path("definition").asText()).contains("61");
        refused("MissingRequiredParameter", () -> call("UpdateStateMachine", call -> call.put("stateMachineArn", arn)));
        refused("InvalidArn", () -> call("UpdateStateMachine", call -> call.put("stateMachineArn", arn).put("roleArn", "x")));
    }

    @Test
    void invalidDefinitionIsRefusedWithEveryProblem() {
        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> states.create("m", "{\"QueryLanguage\":\"JSONata\"}", ROLE)).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("InvalidDefinition");
            assertThat(fault).hasMessageStartingWith("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ")
                    .hasMessageContaining("These fields are required: [States, StartAt] at /");
        });
        refused("NotModelledBySandbox", () -> call("CreateStateMachine",
                call -> call.put("name", "m").put("definition", WAIT).put("roleArn", ROLE).put("type", "EXPRESS")));
    }

    @Test
    void sameNameAndInputWhileRunningIsTheSameExecution() {
        states.create("m", WAIT, ROLE);
        ObjectNode first = start("e", "{}");
        timeline.runUntil(START.plusSeconds(5));

        assertThat(start("e", "{}")).isEqualTo(first);
        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> start("e", "{ }"))
                .withMessage("Execution Already Exists: 'arn:aws:states:eu-central-1:123456789012:execution:m:e'");
        timeline.runUntil(START.plusSeconds(100));
        refused("ExecutionAlreadyExists", () -> start("e", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a/b", "a*", "a{b}", "a#", "a,b", "a\tb"})
    void badNamesAreRefused(String name) {
        states.create("m", WAIT, ROLE);

        refused("InvalidName", () -> start(name, "{}"));
    }

    @Test
    void namesHaveAtMostEightyCharacters() {
        states.create("m", WAIT, ROLE);
        refused("InvalidName", () -> start("x".repeat(81), "{}"));

        assertThat(start("shop-api_1.2-" + "x".repeat(67), "{}").path("executionArn").asText()).endsWith("x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "not json | Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
        "{'a':1} | Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was expecting double-quote to start field name'",
        "~~ | Invalid State Machine Execution Input: 'Invalid execution input.'"})
    void inputThatIsNoJsonIsRefusedInTheWordsOfAws(String input, String message) {
        states.create("m", WAIT, ROLE);

        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> start("e", input)).withMessage(message)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("InvalidExecutionInput"));
        assertThat(events).isEmpty();
    }

    @Test
    void inputHasAtMost256KiB() {
        states.create("m", WAIT, ROLE);
        refused("InvalidExecutionInput", () -> start("e", "\"" + "x".repeat(262_143) + "\""));
        refused("InvalidExecutionInput", () -> start("e", "\"" + "é".repeat(131_072) + "\""));

        start("e", "\"" + "x".repeat(262_142) + "\"");
    }

    @Test
    void unknownThingsAreNamed() {
        refused("StateMachineDoesNotExist", () -> start("e", "{}"));
        refused("InvalidArn", () -> call("StartExecution", call -> call.put("stateMachineArn", "nonsense")));
        refused("ExecutionDoesNotExist", () -> call("DescribeExecution",
                call -> call.put("executionArn", "arn:aws:states:eu-central-1:123456789012:execution:m:e")));
        refused("InvalidArn", () -> call("StopExecution", call -> call.put("executionArn", "nonsense")));
        refused("ValidationException", () -> call("DescribeExecution", _ -> {}));
    }

    @Test
    void busHearsOfBeginningAndEnd() {
        played(WAIT, "{\"a\":1}");

        assertThat(events).extracting(detail -> detail.path("status").asText()).containsExactly("RUNNING", "SUCCEEDED");
        assertThat(events.getLast()).hasToString("""
                {"executionArn":"arn:aws:states:eu-central-1:123456789012:execution:m:e",\
                "stateMachineArn":"arn:aws:states:eu-central-1:123456789012:stateMachine:m","name":"e","status":"SUCCEEDED",\
                "startDate":1769860800000,"stopDate":1769860860025,"input":"{\\"a\\":1}","inputDetails":{"included":true},\
                "output":"{\\"a\\":1}","outputDetails":{"included":true}}""");
    }

    @Test
    void historyIsPagedAndCanBeReversed() {
        String arn = played(WAIT, "{}").identity().arn();
        ObjectNode page = call("GetExecutionHistory", call -> call.put("executionArn", arn).put("maxResults", 2));

        assertThat(page.path("events").get(0)).hasToString("{\"timestamp\":1769860800.000,\"type\":\"ExecutionStarted\",\"id\":1,\"previousEventId\":0,"
                + "\"executionStartedEventDetails\":{\"input\":\"{}\",\"inputDetails\":{\"truncated\":false},\"roleArn\":\"" + ROLE + "\"}}");
        ObjectNode rest = call("GetExecutionHistory", call -> call.put("executionArn", arn).put("nextToken", page.path("nextToken").asText()));
        assertThat(rest.path("events")).extracting(event -> event.path("type").asText()).containsExactly("WaitStateExited", "ExecutionSucceeded");
        assertThat(rest.has("nextToken")).isFalse();
        ObjectNode reversed = call("GetExecutionHistory", call -> call.put("executionArn", arn).put("reverseOrder", true).put("includeExecutionData", false));
        assertThat(reversed.path("events").get(1)).hasToString("{\"timestamp\":1769860860.025,\"type\":\"WaitStateExited\",\"id\":3,\"previousEventId\":2,"
                + "\"stateExitedEventDetails\":{\"name\":\"W\"}}");
        refused("InvalidToken", () -> call("GetExecutionHistory", call -> call.put("executionArn", arn).put("nextToken", "x")));
        refused("ValidationException", () -> call("GetExecutionHistory", call -> call.put("executionArn", arn).put("maxResults", 1001)));
    }

    @Test
    void stopsAndListsExecutions() {
        states.create("m", WAIT, ROLE);
        String first = start("first", "{}").path("executionArn").asText();
        start("second", "{}");
        timeline.runUntil(START.plusSeconds(1));
        call("StopExecution", call -> call.put("executionArn", first).put("error", "Mine").put("cause", "because"));

        ObjectNode all = call("ListExecutions", call -> call.put("stateMachineArn", states.machineArn("m")));
        assertThat(all.path("executions")).extracting(one -> one.path("name").asText()).containsExactly("first", "second");
        assertThat(call("ListExecutions", call -> call.put("stateMachineArn", states.machineArn("m")).put("statusFilter", "ABORTED")).path("executions"))
                .extracting(one -> one.path("name").asText()).containsExactly("first");
        assertThat(call("DescribeExecution", call -> call.put("executionArn", first)).path("error").asText()).isEqualTo("Mine");
    }

    @Test
    void runningExecutionKeepsTheDefinitionWithWhichItBegan() {
        String arn = states.create("m", WAIT, ROLE);
        Execution execution = states.start(arn, "e", "{}");
        call("UpdateStateMachine", call -> call.put("stateMachineArn", arn).put("definition", machine("\"F\":{\"Type\":\"Fail\"}", "F")));
        timeline.runUntil(START.plusSeconds(100));

        assertThat(execution.status()).isEqualTo(Execution.Status.SUCCEEDED);
    }

    @Test
    void executionsAreListedByTheirEndOrWhileTheyRunByTheirStart() {
        states.create("m", WAIT, ROLE);
        start("long", "{}");
        String stopped = start("stopped", "{}").path("executionArn").asText();
        timeline.runUntil(timeline.now().plusSeconds(10));
        start("later", "{}");
        timeline.runUntil(timeline.now().plusSeconds(10));
        call("StopExecution", call -> call.put("executionArn", stopped));

        assertThat(call("ListExecutions", call -> call.put("stateMachineArn", states.machineArn("m"))).path("executions"))
                .extracting(one -> one.path("name").asText()).containsExactly("stopped", "later", "long");
    }
}
