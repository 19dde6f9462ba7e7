package slipway.sandbox.cloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlySuccessTest {
    /** The guide's own examples (early-success-criteria), and that at least one is waited for where any is wanted. */
    @ParameterizedTest
    @CsvSource({"2, 50, 1", "3, 50, 2", "10, 80, 8", "100, 90, 90", "10, 100, 10", "4, 0, 1", "0, 50, 0"})
    void aShareIsRoundedUp(int desired, int percent, int needed) {
        assertThat(new EarlySuccess(true, percent, false).needed(desired)).isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "0, 0"})
    void withoutItAllAreNeeded(int desired, int needed) {
        assertThat(EarlySuccess.OFF.needed(desired)).isEqualTo(needed);
    }
}
