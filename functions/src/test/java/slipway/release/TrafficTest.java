package slipway.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which steps calls go over, and what they need. */
class TrafficTest {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), Duration.ofMinutes(60), Duration.ofMinutes(15), Duration.ofSeconds(10), 2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "CANARY | 10 | [10, 100] | 190",
        "CANARY | 99 | [99, 100] | 190",
        "LINEAR | 10 | [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] | 750",
        "LINEAR | 34 | [34, 68, 100] | 260",
        "LINEAR | 50 | [50, 100] | 190",
        "LINEAR | 60 | [60, 100] | 190"})
    void stepsLeadFromNoneToAllAndBack(Traffic.Kind kind, int percent, String steps, long seconds) {
        Traffic traffic = new Traffic(kind, percent, Duration.ofSeconds(60));
        List<Integer> shares = new ArrayList<>();
        for (int share = 0; share < Traffic.ALL; share = traffic.after(share)) {
            assertThat(traffic.before(traffic.after(share))).isEqualTo(share);
            assertThat(traffic.steps(share)).isEqualTo(traffic.steps(0) - shares.size());
            shares.add(traffic.after(share));
        }
        assertThat(shares).hasToString(steps);
        assertThat(traffic.after(Traffic.ALL)).isEqualTo(Traffic.ALL);
        assertThat(traffic.needs(LIMITS)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(traffic.remaining(shares.get(shares.size() - 2))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.1, 10 %", "0.125, 12.5 %", "0.005, 0.5 %", "1, 100 %", "0.07, 7 %", "0, 0 %"})
    void aWeightIsToldInPercent(double weight, String words) {
        assertThat(new Share("arn", "image", weight).percent()).isEqualTo(words);
    }
}
