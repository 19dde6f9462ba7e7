package slipway.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Spreads the stories' virtual time evenly over the seconds that the whole may take. What a story takes longer than it
 * was said to, or than the machine allows, is taken off the ones that follow.
 */
final class Spread implements Pace {
    /** Often enough for the eye. */
    private static final long FRAME = Duration.ofMillis(100).toNanos();
    /** The share of the time that is left for reading after the stories. */
    private static final int READING = 8;

    private final LongSupplier nanos;
    private final LongConsumer sleep;
    private final Consumer<Instant> frame;
    private final long reading;
    private final long end;
    private long expected;
    private Instant from = Instant.EPOCH;
    private long began;
    private double scale;
    private int left;

    /**
     * Spreads the stories over the budget, which begins now.
     *
     * @param nanos real time, as {@link System#nanoTime}
     * @param sleep lets so many nanoseconds pass
     * @param frame is called with the virtual time to be shown, about ten times a second
     */
    Spread(Duration budget, List<Story> stories, LongSupplier nanos, LongConsumer sleep, Consumer<Instant> frame) {
        this.nanos = nanos;
        this.sleep = sleep;
        this.frame = frame;
        this.end = nanos.getAsLong() + budget.toNanos();
        this.reading = budget.toNanos() / READING / stories.size();
        this.left = stories.size();
        this.expected = stories.stream().mapToLong(story -> story.about().toNanos()).sum();
    }

    @Override
    public void begin(Story story, Instant now) {
        began = nanos.getAsLong();
        from = now;
        scale = Math.max(0, (double) (end - began - left * reading) / expected);
        expected = Math.max(1, expected - story.about().toNanos());
        left--;
    }

    @Override
    public void await(Instant virtual) {
        long due = began + (long) (Duration.between(from, virtual).toNanos() * scale);
        for (long now = nanos.getAsLong(); now < due; now = nanos.getAsLong()) {
            frame.accept(scale == 0 ? virtual : from.plusNanos((long) ((now - began) / scale)));
            sleep.accept(Math.min(FRAME, due - now));
        }
    }

    @Override
    public void rest() {
        sleep.accept(Math.max(0, Math.min(reading, end - nanos.getAsLong())));
    }
}
