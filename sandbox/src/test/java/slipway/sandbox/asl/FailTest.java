package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import org.junit.jupiter.api.Test;

class FailTest {
    @Test
    void causeAloneIsEnough() {
        Execution execution = new Player().play(machine("F", "\"F\":{\"Type\":\"Fail\",\"Cause\":\"c\"}"), "{}");

        assertThat(execution.history().getLast().rendered()).hasToString("{\"cause\":\"c\"}");
    }
}
