package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Limits;

class PaceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private static int next(Limits limits, boolean amiss, List<Instant> decisive) {
        return Pace.next(limits, Duration.ofMinutes(5), amiss, Apart.NOT, NOW, decisive);
    }

    @Test
    void whatIsAmissIsLookedAtOften() {
        assertThat(next(Limits.DEFAULT, true, List.of())).isEqualTo(5);
        assertThat(next(Limits.DEFAULT, false, List.of())).isEqualTo(10);
    }

    @Test
    void hoursOfLookingFitIntoOneExecution() {
        Limits hours = new Limits(Duration.ofSeconds(60), Duration.ofHours(4), Duration.ofMinutes(15), Duration.ofSeconds(30), 100);
        assertThat(Duration.ofHours(4).toSeconds() / next(hours, true, List.of())).isLessThanOrEqualTo(Limits.MOST_LOOKS);
    }

    @Test
    void noLookIsBeyondWhatDecides() {
        assertThat(next(Limits.DEFAULT, false, List.of(NOW.plusMillis(2_100)))).isEqualTo(3);
        assertThat(next(Limits.DEFAULT, false, List.of(NOW))).isEqualTo(1);
    }
}
