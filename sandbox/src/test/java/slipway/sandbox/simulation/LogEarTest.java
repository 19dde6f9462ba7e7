package slipway.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogEarTest {
    private final LogEar log = new LogEar();
    private final Logger logger = log.getLoggerFactory().getLogger("slipway.handler.Close");
    private final List<String> heard = new ArrayList<>();

    @Test
    void whoPlaysAWorldHearsWhatItsThreadLogsAndWhy() {
        LogEar.hearing(heard::add, () -> {
            logger.debug("not {}", 1);
            logger.info("{} of {}", 1, 2);
            logger.error("unexpected at {}", "t0", new IllegalStateException("first", new IllegalArgumentException("second")));
        });

        assertThat(heard).containsExactly("1 of 2",
                "unexpected at t0 java.lang.IllegalStateException: first; java.lang.IllegalArgumentException: second; ");
    }

    @Test
    void nothingIsHeardOutsideNorWrittenByTheJournal() {
        logger.warn("outside");
        LogEar.hearing(heard::add, () -> log.getLoggerFactory().getLogger("slipway.handler.Journal").warn("done"));

        assertThat(heard).isEmpty();
        assertThat(logger.isErrorEnabled()).isFalse();
    }
}
