package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryTest {
    @Test
    void fullJitterDrawsFromZeroToTheInterval() {
        Retrier retrier = new Retrier(List.of("Bad"), 10, 3, 1, java.util.OptionalLong.empty(), true);
        var random = java.util.random.RandomGenerator.of("L64X128MixRandom");
        List<Duration> delays = IntStream.range(0, 200).mapToObj(_ -> retrier.delay(0, random)).toList();

        assertThat(delays).allMatch(delay -> !delay.isNegative() && delay.compareTo(Duration.ofSeconds(10)) < 0);
        assertThat(delays).anyMatch(delay -> delay.toSeconds() < 2).anyMatch(delay -> delay.toSeconds() >= 8);
    }

    @Test
    void jitterIsDrawnUpToTheLongestDelay() {
        Retrier retrier = new Retrier(List.of("Bad"), 10, 9, 2, java.util.OptionalLong.of(30), true);
        var random = java.util.random.RandomGenerator.of("L64X128MixRandom");
        List<Duration> delays = IntStream.range(0, 200).mapToObj(_ -> retrier.delay(5, random)).toList();

        assertThat(delays).allMatch(delay -> !delay.isNegative() && delay.compareTo(Duration.ofSeconds(30)) < 0);
        assertThat(delays).anyMatch(delay -> delay.toSeconds() < 6).anyMatch(delay -> delay.toSeconds() >= 24);
    }
}
