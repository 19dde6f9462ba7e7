package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatchTest {
    private static String task(String caught) {
        return machine("T", "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\",\"Payload\":1},"
                + "\"Assign\":{\"x\":\"own\"},\"Output\":\"own\",\"Catch\":[" + caught + "],\"Next\":\"Z\"},"
                + "\"Z\":{\"Type\":\"Pass\",\"Output\":\"{% {'in': $states.input, 'x': $exists($x) ? $x : 'none'} %}\",\"End\":true}");
    }

    @Test
    void withoutOutputTheErrorOutputIsHandedOnAndTheStatesOwnAssignDoesNotRun() {
        Execution execution = new Player().failing("f", "a.b.Bad").play(task("{\"ErrorEquals\":[\"a.b.Bad\"],\"Next\":\"Z\"}"), "{}");

        assertThat(execution.output().orElseThrow()).hasToString("{\"in\":{\"Error\":\"a.b.Bad\",\"Cause\":\"why\"},\"x\":\"none\"}");
    }

    @Test
    void catcherHasItsOwnAssignAndOutput() {
        Execution execution = new Player().failing("f", "Bad").play(task("""
                {"ErrorEquals":["Bad"],"Assign":{"x":"{% $states.errorOutput.Error %}"},"Output":"{% $states.input %}","Next":"Z"}"""), "{\"i\":1}");

        assertThat(execution.output().orElseThrow()).hasToString("{\"in\":{\"i\":1},\"x\":\"Bad\"}");
    }

    @Test
    void firstCatcherThatMatchesWinsAndTheEdgeHasItsNumber() {
        Player player = new Player().failing("f", "Bad");
        Execution execution = player.play(task("{\"ErrorEquals\":[\"Other\"],\"Next\":\"Z\"},{\"ErrorEquals\":[\"Good\",\"Bad\"],\"Next\":\"Z\"},"
                + "{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Z\"}"), "{}");

        assertThat(player.edges).containsExactly(new Edge("T", "Z", "Catch 2"));
        assertThat(execution.path()).containsExactly("T", "Z");
        assertThat(Player.types(execution)).containsExactly("ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed",
                "TaskStateExited", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    }

    @Test
    void whatNobodyCatchesFailsTheExecution() {
        Execution execution = new Player().failing("f", "Bad").play(task("{\"ErrorEquals\":[\"Other\"],\"Next\":\"Z\"}"), "{}");

        assertThat(execution.status()).isEqualTo(Execution.Status.FAILED);
        assertThat(execution.error()).contains("Bad");
    }

    @Test
    void failedEvaluationOfTheCatcherIsNotCaughtAgain() {
        Execution execution = new Player().failing("f", "Bad").play(task("{\"ErrorEquals\":[\"States.ALL\"],\"Output\":\"{% $nothing %}\",\"Next\":\"Z\"}"), "{}");

        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause().orElseThrow()).contains("specified for the field 'Catch[0]/Output'");
    }

    @ParameterizedTest
    @CsvSource({
        "Bad, States.ALL, true", "Bad, States.TaskFailed, true", "Bad, Bad, true", "Bad, Ba, false",
        "States.Timeout, States.TaskFailed, false", "States.Timeout, States.ALL, true", "States.Timeout, States.Timeout, true",
        "States.DataLimitExceeded, States.ALL, false", "States.DataLimitExceeded, States.DataLimitExceeded, true",
        "States.Runtime, States.ALL, false", "States.QueryEvaluationError, States.ALL, true",
        "States.QueryEvaluationError, States.TaskFailed, true", "States.NoChoiceMatched, States.ALL, true"})
    void wildcardsTakeWhatTheDocumentsSay(String error, String name, boolean taken) {
        assertThat(new Failure(error, "").matches(java.util.List.of(name))).isEqualTo(taken);
    }

    @Test
    void missedHeartbeatIsKnownByBothItsNames() {
        assertThat(Failure.HEARTBEAT.matches(java.util.List.of("States.HeartbeatTimeout"))).isTrue();
        assertThat(Failure.HEARTBEAT.matches(java.util.List.of("States.Timeout"))).isTrue();
        assertThat(new Failure("States.Timeout", "").matches(java.util.List.of("States.HeartbeatTimeout"))).isFalse();
    }
}
