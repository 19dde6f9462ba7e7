package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import org.junit.jupiter.api.Test;

class FailTest {
    @Test
    void errorAndCauseMayBeExpressions() {
        Execution execution = new Player().play(machine("F", """
                "F":{"Type":"Fail","Error":"{% $states.input.e %}","Cause":"plain"}"""), "{\"e\":\"Mine\"}");

        assertThat(execution.status()).isEqualTo(Execution.Status.FAILED);
        assertThat(execution.error()).contains("Mine");
        assertThat(execution.cause()).contains("plain");
        assertThat(execution.output()).isEmpty();
        assertThat(Player.types(execution)).containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }

    @Test
    void causeAloneIsEnough() {
        Execution execution = new Player().play(machine("F", "\"F\":{\"Type\":\"Fail\",\"Cause\":\"c\"}"), "{}");

        assertThat(execution.history().getLast().rendered()).hasToString("{\"cause\":\"c\"}");
    }

    @Test
    void errorHasToBeText() {
        Execution execution = new Player().play(machine("F", "\"F\":{\"Type\":\"Fail\",\"Error\":\"{% 1 %}\"}"), "{}");

        assertThat(execution.error()).contains("States.QueryEvaluationError");
    }
}
