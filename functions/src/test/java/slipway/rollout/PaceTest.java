package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Limits;
import slipway.release.Progress;

class PaceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    /** A look takes AWS's and our time, too; here as little as it can. */
    private static final int LOOK = 1;

    private static int next(Limits limits, Duration since, int looks, boolean stirred, List<Instant> decisive) {
        return Pace.next(limits, looked(looks), since, stirred, new Apart(0, looks * 7919), NOW, decisive);
    }

    private static Progress looked(int looks) {
        Progress none = Progress.start(0);
        return new Progress(looks, 0, none.healthySince(), none.counts(), "", 5);
    }

    /** Returns how often is looked for so long, where something new goes wrong at these seconds. */
    private static int looks(Limits limits, Duration whole, Predicate<Integer> stirred) {
        int looks = 0;
        for (int second = 5; second < whole.toSeconds(); looks++) {
            second += next(limits, Duration.ofSeconds(second), looks, stirred.test(second), List.of()) + LOOK;
        }
        return looks;
    }

    private static Limits limits(Duration deadline, int look) {
        return new Limits(Duration.ofSeconds(60), deadline, Duration.ofMinutes(15), Duration.ofSeconds(look), 100);
    }

    @Test
    void whatIsYoungOrHasJustGoneWrongIsLookedAtOften() {
        assertThat(next(Limits.DEFAULT, Duration.ofSeconds(89), 14, false, List.of())).isEqualTo(5);
        assertThat(next(Limits.DEFAULT, Duration.ofMinutes(5), 25, true, List.of())).isEqualTo(5);
        assertThat(Pace.fresh(NOW.minusSeconds(89), NOW)).isTrue();
        assertThat(Pace.fresh(NOW.minusSeconds(90), NOW)).isFalse();
    }

    @Test
    void anyOtherIsLookedAtEvery20To30SecondsAndNotInStep() {
        List<Integer> waits = java.util.stream.IntStream.range(14, 44).map(looks -> next(Limits.DEFAULT, Duration.ofMinutes(5), looks, false, List.of())).boxed().toList();
        assertThat(waits).allMatch(wait -> wait >= 20 && wait <= 30);
        assertThat(waits.stream().distinct().count()).isGreaterThan(6);
    }

    @Test
    void aTargetThatWantsToBeLookedAtMoreOftenIs() {
        assertThat(next(limits(Duration.ofMinutes(15), 5), Duration.ofMinutes(5), 40, false, List.of())).isEqualTo(5);
        assertThat(next(limits(Duration.ofMinutes(15), 10), Duration.ofMinutes(5), 40, false, List.of())).isBetween(6, 10);
    }

    /** Even where something new goes wrong all the time. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenMinutesHaveAtMost45Looks(boolean stirred) {
        assertThat(looks(Limits.DEFAULT, Duration.ofMinutes(10), _ -> stirred)).isBetween(stirred ? 40 : 30, 45);
    }

    @Test
    void aFirstCrashAfterAMinuteIsLookedAtOftenUntilTheSecondShouldHaveCome() {
        int looks = looks(Limits.DEFAULT, Duration.ofSeconds(130), second -> second > 65 && second < 155);
        assertThat(looks).isGreaterThanOrEqualTo((130 - 5) / (5 + LOOK));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 30})
    void fourHoursOfLookingFitIntoOneExecution(int look) {
        Limits hours = limits(Duration.ofHours(4), look);
        assertThat(looks(hours, Duration.ofHours(4), _ -> true)).isLessThanOrEqualTo((int) Limits.MOST_LOOKS);
        assertThat(looks(hours, Duration.ofHours(4), _ -> false)).isBetween(350, (int) Limits.MOST_LOOKS);
    }

    @Test
    void noLookIsBeyondWhatDecides() {
        assertThat(next(Limits.DEFAULT, Duration.ofMinutes(5), 20, false, List.of(NOW.plusMillis(2_100)))).isEqualTo(3);
        assertThat(next(Limits.DEFAULT, Duration.ofMinutes(5), 20, false, List.of(NOW))).isEqualTo(1);
    }
}
