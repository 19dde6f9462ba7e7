package slipway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** It plays in real time, and takes all processors. */
@Isolated
class FloodTest {
    @Test
    @Timeout(120)
    void manyDeploymentsAtOnceDropNoRequest() {
        assertThat(new Flood(Path.of(".."), 12, 60).requests().take().get()).singleElement().satisfies(figure -> {
            assertThat(figure.figure()).isEqualTo("sandbox.dropped");
            assertThat(figure.value()).isZero();
        });
    }
}
