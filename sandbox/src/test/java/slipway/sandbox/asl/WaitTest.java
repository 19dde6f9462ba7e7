package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.START;
import static slipway.sandbox.asl.Player.TRANSITION;
import static slipway.sandbox.asl.Player.machine;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTest {
    private static Execution play(String amount, String input) {
        return new Player().play(machine("W", "\"W\":{\"Type\":\"Wait\"," + amount + ",\"End\":true}"), input);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05-12-2016T21:29:29Z", "2016-12-05 21:29:29Z", "2016-12-05T21:29:29", "2016-12-05T25:29:29Z", "2016-13-05T21:29:29Z"})
    void refusesWhatIsNoTimestamp(String text) {
        Execution execution = play("\"Timestamp\":\"{% $states.input %}\"", "\"" + text + "\"");

        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("An error occurred while executing the state 'W' (entered at the event id #2). "
                + "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"5\"", "null", "100000000"})
    void refusesSecondsThatAreNoWholeNumberInRange(String seconds) {
        assertThat(play("\"Seconds\":\"{% $states.input %}\"", seconds).error()).contains("States.QueryEvaluationError");
    }

    @Test
    void outputSeesTheClockAfterTheWait() {
        assertThat(play("\"Seconds\":60,\"Output\":\"{% $now() %}\"", "{}").output().orElseThrow())
                .hasToString("\"" + Visit.text(START.plus(TRANSITION).plus(Duration.ofSeconds(60))) + "\"");
    }
}
