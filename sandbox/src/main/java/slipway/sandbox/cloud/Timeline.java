package slipway.sandbox.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The one clock of the sandbox and everything that is due on it. Virtual: time stands still while an event runs and
 * jumps to the next one. Events due at the same instant run in the order in which they were added, so a run with the
 * same inputs is the same run. Not thread-safe: everything in one sandbox happens on one thread.
 */
public final class Timeline implements InstantSource {
    private record Due(Instant when, long order, Runnable event) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = when.compareTo(other.when);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private Instant now;
    private long added;

    public Timeline(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Returns the virtual time. */
    public Instant now() {
        return now;
    }

    /** Returns a clock that shows the virtual time, for code that asks for one. */
    public Clock clock() {
        return InstantSource.super.withZone(ZoneOffset.UTC);
    }

    /** Runs the event at the given time, or next if that time has passed. */
    public void at(Instant when, Runnable event) {
        due.add(new Due(when.isBefore(now) ? now : when, added++, event));
    }

    public void after(Duration delay, Runnable event) {
        at(now.plus(delay), event);
    }

    /** Returns when the next event is due. */
    public Optional<Instant> next() {
        return Optional.ofNullable(due.peek()).map(Due::when);
    }

    /** Runs the next event; returns false if there is none. */
    public boolean step() {
        Due next = due.poll();
        if (next == null) {
            return false;
        }
        now = next.when;
        next.event.run();
        return true;
    }

    /** Runs all that is due up to and including {@code end}, and then stands at {@code end}. */
    public void runUntil(Instant end) {
        while (!due.isEmpty() && !due.peek().when.isAfter(end)) {
            step();
        }
        now = end.isAfter(now) ? end : now;
    }

    /** Runs until the condition holds (true) or the limit of virtual time has passed or nothing is due (false). */
    public boolean runUntil(BooleanSupplier done, Duration limit) {
        Instant end = now.plus(limit);
        while (!done.getAsBoolean()) {
            if (due.isEmpty() || due.peek().when.isAfter(end)) {
                return false;
            }
            step();
        }
        return true;
    }
}
