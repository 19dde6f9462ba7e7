package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;
import static slipway.sandbox.asl.Player.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapTest {
    private static final String PASS = "\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"INLINE\"},\"StartAt\":\"I\",\"States\":{\"I\":{\"Type\":\"Pass\",\"End\":true}}}";
    private static final String TASK = "\"ItemProcessor\":{\"StartAt\":\"I\",\"States\":{\"I\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\","
            + "\"Arguments\":{\"FunctionName\":\"f\",\"Payload\":\"{% $states.input %}\"},\"End\":true}}}";

    private static String map(String fields) {
        return "{\"Type\":\"Map\"," + fields + ",\"End\":true}";
    }

    @Test
    void resultsStandInTheOrderOfTheItems() {
        Player player = new Player();
        player.function("f", (payload, reply) ->
                player.timeline.after(Duration.ofSeconds(10 - payload.asInt()), () -> reply.succeed(payload)));

        assertThat(player.play(machine("M", "\"M\":" + map(TASK)), "[1,5,3]").output().orElseThrow()).hasToString("[1,5,3]");
    }

    @Test
    void atMostSoManyIterationsRunAtATime() {
        Player player = new Player();
        player.function("f", (payload, reply) -> player.timeline.after(Duration.ofSeconds(10), () -> reply.succeed(payload)));
        player.play(machine("M", "\"M\":" + map("\"MaxConcurrency\":\"{% 2 %}\"," + TASK)), "[1,2,3,4,5]");

        assertThat(player.invoked.stream().distinct().count()).isEqualTo(3);
    }

    @Test
    void firstFailureEndsTheOtherIterations() {
        Player player = new Player();
        player.function("f", (payload, reply) -> {
            if (payload.asInt() == 2) {
                reply.fail("Bad", "why");
            } else {
                player.timeline.after(Duration.ofSeconds(10), () -> reply.succeed(payload));
            }
        });
        Execution execution = player.play(machine("M", "\"M\":" + map(TASK)), "[1,2]");

        assertThat(execution.error()).contains("Bad");
        assertThat(Player.types(execution)).endsWith("TaskFailed", "MapIterationFailed", "TaskStateAborted", "MapIterationAborted", "TaskStateAborted", "MapStateFailed", "ExecutionFailed");
        List<Event> last = execution.history().reversed();
        assertThat(last.get(1).previous()).as("MapStateFailed follows the same event as MapIterationFailed").isEqualTo(last.get(5).previous());
    }

    @Test
    void failureInAnIterationCanBeRetriedAndCaughtAsAWhole() {
        Player player = new Player().failing("f", "Bad");
        Execution execution = player.play(machine("M", "\"M\":{\"Type\":\"Map\"," + TASK + ",\"Retry\":[{\"ErrorEquals\":[\"Bad\"],\"MaxAttempts\":1}],"
                + "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Z\"}],\"Next\":\"Z\"},\"Z\":{\"Type\":\"Succeed\"}"), "[1]");

        assertThat(execution.output().orElseThrow()).hasToString("{\"Error\":\"Bad\",\"Cause\":\"why\"}");
        assertThat(execution.path()).containsExactly("M", "I", "I", "Z");
        assertThat(Player.types(execution)).containsSubsequence("MapIterationFailed", "MapStateStarted", "MapIterationFailed", "MapStateFailed",
                "MapStateExited", "SucceedStateEntered");
    }

    @Test
    void aFailureCaughtInsideAnIterationIsNone() {
        Player player = new Player().function("f", (payload, reply) -> {
            if (payload.asInt() == 1) {
                reply.fail("Known", "");
            } else {
                reply.succeed(JsonNodeFactory.instance.textNode("started"));
            }
        });
        String caught = TASK.replace("\"End\":true}}}", "\"Catch\":[{\"ErrorEquals\":[\"Known\"],\"Output\":\"known\",\"Next\":\"E\"}],\"End\":true},\"E\":{\"Type\":\"Pass\",\"End\":true}}}");

        assertThat(player.play(machine("M", "\"M\":" + map(caught)), "[1,2]").output().orElseThrow()).hasToString("[\"known\",\"started\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'string' | 'string' for value: \"string\"", "1 | 'number' for value: 1", "true | 'boolean' for value: true",
        "null | 'null' for value: null"})
    void itemsHaveToBeAnArray(String expression, String was) {
        Execution execution = new Player().play(machine("M", "\"M\":" + map("\"Items\":\"{% " + expression + " %}\"," + PASS)), "{}");

        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("An error occurred while executing the state 'M' (entered at the event id #2). The JSONata expression '"
                + expression + "' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was " + was);
        assertThat(Player.types(execution)).endsWith("EvaluationFailed", "MapStateFailed", "ExecutionFailed");
    }

    @Test
    void eventOfAnInputThatIsNoListNamesNoField() {
        Execution execution = new Player().play(machine("M", "\"M\":" + map(PASS)), "5");

        assertThat(execution.history().get(2).type()).isEqualTo("EvaluationFailed");
        assertThat(execution.history().get(2).rendered().has("location")).isFalse();
    }

    @Test
    void withoutALimitFortyIterationsRunAtATime() {
        Player player = new Player();
        player.function("f", (payload, reply) -> player.timeline.after(Duration.ofSeconds(10), () -> reply.succeed(payload)));
        player.play(machine("M", "\"M\":" + map("\"Items\":\"{% [1..41] %}\",\"MaxConcurrency\":0," + TASK)), "{}");

        assertThat(player.invoked.subList(0, 40)).containsOnly(player.invoked.getFirst());
        assertThat(player.invoked.get(40)).isAfter(player.invoked.getFirst());
    }
}
