package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import org.junit.jupiter.api.Test;

class AssignTest {
    @Test
    void assignedValuesStandInTheEventOfLeaving() {
        Execution execution = new Player().play(machine("A", """
                "A":{"Type":"Pass","Assign":{"x":{"a":1}},"End":true}"""), "{}");

        assertThat(execution.history().get(2).rendered().path("assignedVariables").path("x").asText()).isEqualTo("{\"a\":1}");
    }
}
