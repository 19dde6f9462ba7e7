package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths and foreign text, as people read them. */
class CausesTest {
    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min", "90, 90 s", "900, 15 min", "5400, 90 min"})
    void wholeMinutesAreSaidAsMinutes(long seconds, String words) {
        assertThat(Causes.time(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void foreignTextIsOneLineOfBoundedLengthWithoutItsFullStop() {
        assertThat(Causes.bare("  one\n two.  ")).isEqualTo("one two");
        assertThat(Causes.bare("x".repeat(300))).isEqualTo("x".repeat(300));
        assertThat(Causes.bare("x".repeat(301))).isEqualTo("x".repeat(300) + "…");
    }
}
