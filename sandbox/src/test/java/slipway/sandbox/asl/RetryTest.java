package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.START;
import static slipway.sandbox.asl.Player.TRANSITION;
import static slipway.sandbox.asl.Player.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static String task(String retry) {
        return machine("T", "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\","
                + "\"Payload\":\"{% $states.context.State.RetryCount %}\"},\"Retry\":[" + retry + "],\"End\":true}");
    }

    private static List<Long> seconds(Player player) {
        return player.invoked.stream().map(at -> Duration.between(START.plus(TRANSITION), at).toSeconds()).toList();
    }

    @Test
    void standardIsThreeRetriesAfterOneTwoAndFourSeconds() {
        Player player = new Player().failing("f", "Bad");
        Execution execution = player.play(task("{\"ErrorEquals\":[\"Bad\"]}"), "{}");

        assertThat(seconds(player)).containsExactly(0L, 1L, 3L, 7L);
        assertThat(execution.error()).contains("Bad");
        assertThat(execution.cause()).contains("why");
    }

    @Test
    void intervalGrowsByTheRateUpToTheMost() {
        Player player = new Player().failing("f", "Bad");
        player.play(task("""
                {"ErrorEquals":["Bad"],"IntervalSeconds":2,"BackoffRate":3,"MaxAttempts":4,"MaxDelaySeconds":10}"""), "{}");

        assertThat(seconds(player)).containsExactly(0L, 2L, 8L, 18L, 28L);
    }

    @Test
    void noAttemptsMeansNoRetryAndNoLaterEntryIsAsked() {
        Player player = new Player().failing("f", "Bad");
        player.play(task("{\"ErrorEquals\":[\"Bad\"],\"MaxAttempts\":0},{\"ErrorEquals\":[\"States.ALL\"]}"), "{}");

        assertThat(player.invoked).hasSize(1);
    }

    @Test
    void eachEntryCountsItsOwnAttempts() {
        Player player = new Player();
        player.function("f", (_, reply) -> reply.fail(player.invoked.size() % 2 == 0 ? "Even" : "Odd", ""));
        player.play(task("{\"ErrorEquals\":[\"Even\"],\"MaxAttempts\":1},{\"ErrorEquals\":[\"Odd\"],\"MaxAttempts\":2}"), "{}");

        // odd, even, odd, and the second even is one too many
        assertThat(player.invoked).hasSize(4);
    }

    @Test
    void expressionsSeeTheCountAndTheLastAttemptMaySucceed() {
        Player player = new Player();
        player.function("f", (payload, reply) -> {
            if (payload.asInt() < 2) {
                reply.fail("Bad", "");
            } else {
                reply.succeed(JsonNodeFactory.instance.textNode("done"));
            }
        });
        Execution execution = player.play(task("{\"ErrorEquals\":[\"States.TaskFailed\"],\"MaxAttempts\":5}"), "{}");

        assertThat(execution.output().orElseThrow()).hasToString("\"done\"");
        assertThat(player.contexts).extracting(TaskContext::retryCount).containsExactly(0, 1, 2);
        assertThat(Player.types(execution)).containsExactly("ExecutionStarted", "TaskStateEntered",
                "TaskScheduled", "TaskStarted", "TaskFailed", "TaskScheduled", "TaskStarted", "TaskFailed",
                "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded");
    }

    @Test
    void fullJitterDrawsFromZeroToTheInterval() {
        Retrier retrier = new Retrier(List.of("Bad"), 10, 3, 1, java.util.OptionalLong.empty(), true);
        var random = java.util.random.RandomGenerator.of("L64X128MixRandom");
        List<Duration> delays = IntStream.range(0, 200).mapToObj(_ -> retrier.delay(0, random)).toList();

        assertThat(delays).allMatch(delay -> !delay.isNegative() && delay.compareTo(Duration.ofSeconds(10)) < 0);
        assertThat(delays).anyMatch(delay -> delay.toSeconds() < 2).anyMatch(delay -> delay.toSeconds() >= 8);
    }
}
