package slipway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SeedsTest {
    @Test
    @Timeout(300)
    void theSimulationIsMeasuredOnAllProcessors() {
        Measure measure = new Seeds(Path.of(".."), 1, 2).figures();
        List<Figure> taken = measure.take().get();
        assertThat(taken).extracting(Figure::figure).isEqualTo(measure.names());
        assertThat(taken).allSatisfy(figure -> assertThat(figure.value()).isPositive())
                .last().satisfies(memory -> assertThat(memory.peer()).containsOnlyKeys("after-warm-up"));
    }
}
