package slipway.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import slipway.sandbox.cloud.Timeline;

@Timeout(20)
@Isolated
class LiveTimeTest {
    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

    private final Timeline timeline = new Timeline(START);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();

    private LiveTime live(int speed) {
        return new LiveTime(timeline, speed, nanos::get, broken::add).start();
    }

    private void pass(Duration real) {
        nanos.addAndGet(real.toNanos());
    }

    @Test
    void whatIsHandedInSeesTheTimeMovedOn() throws Exception {
        try (LiveTime time = live(10)) {
            pass(Duration.ofSeconds(3));

            assertThat(time.call(timeline::now)).isEqualTo(START.plusSeconds(30));
        }
    }

    @Test
    void whatIsDueByThenHasRunBeforeAndInItsOrder() throws Exception {
        List<String> ran = new ArrayList<>();
        timeline.after(Duration.ofSeconds(2), () -> ran.add("second at " + timeline.now()));
        timeline.after(Duration.ofSeconds(1), () -> ran.add("first at " + timeline.now()));
        timeline.after(Duration.ofSeconds(4), () -> ran.add("too early"));
        try (LiveTime time = live(1)) {
            pass(Duration.ofSeconds(3));

            assertThat(time.call(() -> List.copyOf(ran))).containsExactly("first at 2026-11-27T10:00:01Z", "second at 2026-11-27T10:00:02Z");
        }
    }

    @Test
    void eventsRunByThemselvesWhenTheirTimeHasCome() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        timeline.after(Duration.ofSeconds(20), ran::countDown);
        try (LiveTime _ = new LiveTime(timeline, 1000, System::nanoTime, broken::add).start()) {
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nobodyWaitsForABacklogThatNeverEnds() throws Exception {
        Runnable[] again = new Runnable[1];
        again[0] = () -> timeline.after(Duration.ofNanos(1), again[0]);
        again[0].run();
        try (LiveTime time = new LiveTime(timeline, 1000, System::nanoTime, broken::add).start()) {
            Instant once = time.call(timeline::now);

            assertThat(time.call(timeline::now)).isAfterOrEqualTo(once);
        }
    }

    @Test
    void anEventThatBreaksIsToldAndTimeGoesOn() throws Exception {
        timeline.after(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("a bug");
        });
        try (LiveTime time = live(1)) {
            pass(Duration.ofSeconds(2));

            assertThat(time.call(timeline::now)).isEqualTo(START.plusSeconds(2));
            assertThat(broken).singleElement().satisfies(bug -> assertThat(bug).hasMessage("a bug"));
        }
    }

    @Test
    void whatIsHandedInThrowsAtWhoHandedItIn() throws Exception {
        try (LiveTime time = live(1)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> time.call(() -> {
                throw new IOException("not there");
            })).withMessage("not there");
            assertThat(time.call(() -> "still here")).isEqualTo("still here");
            assertThat(broken).isEmpty();
        }
    }

    @Test
    void nobodyWaitsForATimeThatHasEnded() {
        LiveTime time = live(1);
        time.close();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> time.call(timeline::now));
    }

    @Test
    void timeDoesNotStandStill() {
        assertThatIllegalArgumentException().isThrownBy(() -> live(0)).withMessageContaining("was 0");
    }
}
