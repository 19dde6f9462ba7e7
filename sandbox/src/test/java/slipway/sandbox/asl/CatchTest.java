package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
    void firstCatcherThatMatchesWinsAndTheEdgeHasItsNumber() {
        Player player = new Player().failing("f", "Bad");
        Execution execution = player.play(task("{\"ErrorEquals\":[\"Other\"],\"Next\":\"Z\"},{\"ErrorEquals\":[\"Good\",\"Bad\"],\"Next\":\"Z\"},"
                + "{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Z\"}"), "{}");

        assertThat(player.edges).containsExactly(new Edge("T", "Z", "Catch 2"));
        assertThat(execution.path()).containsExactly("T", "Z");
        assertThat(Player.types(execution)).containsExactly("ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed",
                "TaskStateExited", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    }

    @ParameterizedTest
    @CsvSource({
        "Bad, States.ALL, true", "Bad, States.TaskFailed, true", "Bad, Bad, true", "Bad, Ba, false",
        "States.Timeout, States.TaskFailed, false", "States.Timeout, States.ALL, true", "States.Timeout, States.Timeout, true",
        "States.DataLimitExceeded, States.ALL, false", "States.DataLimitExceeded, States.DataLimitExceeded, true",
        "States.Runtime, States.ALL, false", "States.Runtime, States.Runtime, false", "NotModelledBySandbox, States.ALL, false", "States.QueryEvaluationError, States.ALL, true",
        "States.QueryEvaluationError, States.TaskFailed, true", "States.NoChoiceMatched, States.ALL, true"})
    void wildcardsTakeWhatTheDocumentsSay(String error, String name, boolean taken) {
        assertThat(new Failure(error, "").matches(java.util.List.of(name), Variants.DEFAULT)).isEqualTo(taken);
    }

    @Test
    void missedHeartbeatIsKnownByBothItsNames() {
        assertThat(Failure.HEARTBEAT.matches(java.util.List.of("States.HeartbeatTimeout"), Variants.DEFAULT)).isTrue();
        assertThat(Failure.HEARTBEAT.matches(java.util.List.of("States.Timeout"), Variants.DEFAULT)).isTrue();
        assertThat(new Failure("States.Timeout", "").matches(java.util.List.of("States.HeartbeatTimeout"), Variants.DEFAULT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"false, FAILED", "true, SUCCEEDED"})
    void bothWaysOfAllWithAResultThatIsTooLarge(boolean allTakesDataLimit, Execution.Status ending) {
        Player player = new Player(new Variants(allTakesDataLimit)).function("f", (_, reply) ->
                reply.succeed(JsonNodeFactory.instance.textNode("x".repeat(262_143))));

        Execution execution = player.play(task("{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Z\"}"), "{}");

        assertThat(execution.status()).isEqualTo(ending);
    }

    @Test
    void errorAndCauseAreCutAtTheirLongest() {
        Player player = new Player().function("f", (_, reply) -> reply.fail("e".repeat(257), "c".repeat(32_769)));

        Execution execution = player.play(task("{\"ErrorEquals\":[\"Other\"],\"Next\":\"Z\"}"), "{}");

        assertThat(execution.error()).contains("e".repeat(256));
        assertThat(execution.cause()).contains("c".repeat(32_768));
    }
}
