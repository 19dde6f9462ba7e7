package slipway.sandbox.cloud.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

class StepFunctionsTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final String ROLE = "arn:aws:iam::123456789012:role/r";
    private static final String WAIT = machine("\"W\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}", "W");

    private final Timeline timeline = new Timeline(START);
    private final List<ObjectNode> events = new ArrayList<>();
    private final List<String> invoked = new ArrayList<>();
    private final StepFunctions states = new StepFunctions(timeline, Place.DEFAULT, new Ids(1),
            (source, type, resources, detail) -> events.add(detail), this::invoke, StepFunctions.TRANSITION);

    private void invoke(String function, JsonNode payload, Lambda.LambdaReply reply) {
        invoked.add(function + " " + payload);
        if (function.equals("bad")) {
            reply.fail("a.b.Bad", "{\"errorMessage\":\"m\"}");
        } else {
            timeline.after(Duration.ofSeconds(2), () -> reply.succeed(payload, "3"));
        }
    }

    private static String machine(String states, String startAt) {
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"" + startAt + "\",\"States\":{" + states + "}}";
    }

    private static String task(String resource, String arguments) {
        return machine("\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::" + resource + "\",\"Arguments\":" + arguments + ",\"End\":true}", "T");
    }

    private ObjectNode call(String operation, Consumer<ObjectNode> fill) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        fill.accept(input);
        var known = states.operations().get(operation);
        assertThat(known.accepts().refused(input)).isEmpty();
        return known.does().apply(new Call("states", operation, "person", input));
    }

    private ObjectNode start(String name, String input) {
        return call("StartExecution", call -> call.put("stateMachineArn", states.machineArn("m")).put("name", name).put("input", input));
    }

    private void refused(String code, Runnable call) {
        assertThatExceptionOfType(AwsFault.class).isThrownBy(call::run).satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    private Execution played(String definition, String input) {
        Execution execution = states.start(states.create("m", definition, ROLE), "e", input);
        timeline.runUntil(() -> execution.status() != Execution.Status.RUNNING, Duration.ofDays(1));
        return execution;
    }

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
    }

    @Test
    void invalidDefinitionIsRefusedWithEveryProblem() {
        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> states.create("m", "{\"QueryLanguage\":\"JSONata\"}", ROLE)).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("InvalidDefinition");
            assertThat(fault).hasMessageStartingWith("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ")
                    .hasMessageContaining("[StartAt]").hasMessageContaining("States");
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
        "{'a':1} | Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was expecting double-quote to start field name'"})
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
        assertThat(all.path("executions")).extracting(one -> one.path("name").asText()).containsExactly("second", "first");
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
