package slipway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import slipway.sandbox.SandboxOptions;

class SpeedTest {
    @Test
    void deploymentIsTimedOnTheClockAndOnTheProcessor() {
        Measure measure = new Speed(new SandboxOptions(Path.of(".."), 1), 0, 1).deployment();

        assertThat(measure.take().get()).allSatisfy(figure -> {
            assertThat(measure.names()).contains(figure.figure());
            assertThat(figure.value()).isPositive();
            assertThat(figure.peer()).containsOnlyKeys("ecs-alone");
        }).hasSize(2);
    }
}
