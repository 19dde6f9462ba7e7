package slipway.sandbox.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import slipway.sandbox.cloud.Timeline;

/**
 * Lets a timeline pass with wall time, on one thread of its own. All else that touches its sandbox is handed to that thread
 * and sees the time moved on. When the machine cannot keep up, virtual time falls behind and what is handed in still runs, between slices of
 * the backlog.
 */
public final class LiveTime implements AutoCloseable {
    /** Real time for which due events may run before whoever waits gets a turn. */
    private static final long SLICE_NANOS = Duration.ofMillis(5).toNanos();
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final Timeline timeline;
    private final int speed;
    private final LongSupplier nanos;
    private final Consumer<Throwable> broken;
    private final BlockingQueue<FutureTask<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("sandbox").unstarted(this::live);
    private final Instant began;
    private long origin;
    private volatile boolean closed;

    /**
     * A time that stands still until it is started.
     *
     * @param speed virtual seconds in a real one, at least 1
     * @param nanos real time, as System.nanoTime tells it
     * @param broken hears what an event of the sandbox has thrown, which is a bug; time goes on
     */
    public LiveTime(Timeline timeline, int speed, LongSupplier nanos, Consumer<Throwable> broken) {
        if (speed < 1) {
            throw new IllegalArgumentException("speed should be at least 1, was " + speed);
        }
        this.timeline = timeline;
        this.speed = speed;
        this.nanos = nanos;
        this.broken = broken;
        this.began = timeline.now();
    }

    /** Lets time pass from now on. */
    public LiveTime start() {
        origin = nanos.getAsLong();
        thread.start();
        return this;
    }

    /**
     * Does something to the sandbox, on its thread, and returns what came of it; waits for its turn.
     *
     * @throws Exception what the job throws
     * @throws CancellationException if time has ended
     */
    public <T> T call(Callable<T> job) throws Exception {
        FutureTask<T> task = new FutureTask<>(job);
        jobs.add(task);
        if (closed) {
            task.cancel(false);
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception told ? told : new IllegalStateException(e.getCause());
        }
    }

    /** Ends time; who still waits for a turn gets none. */
    @Override
    public void close() {
        closed = true;
        jobs.add(new FutureTask<>(() -> null));
        boolean interrupted = false;
        try {
            thread.join(LONGEST_NAP);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        jobs.forEach(job -> job.cancel(false));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        try {
            while (!closed) {
                FutureTask<?> job = jobs.poll(untilNext(), TimeUnit.NANOSECONDS);
                catchUp();
                if (job != null) {
                    job.run();
                }
            }
        } catch (InterruptedException e) {
            broken.accept(e);
        }
    }

    private Instant due() {
        return began.plusNanos((nanos.getAsLong() - origin) * speed);
    }

    /** Returns real nanoseconds until something is due; none while there is a backlog. */
    private long untilNext() {
        Duration nap = timeline.next().map(next -> Duration.between(due(), next).dividedBy(speed)).orElse(LONGEST_NAP);
        return nap.isNegative() ? 0 : nap.compareTo(LONGEST_NAP) < 0 ? nap.toNanos() + 1 : LONGEST_NAP.toNanos();
    }

    private void catchUp() {
        long slice = nanos.getAsLong();
        Instant due = due();
        while (timeline.next().filter(next -> !next.isAfter(due)).isPresent()) {
            try {
                timeline.step();
            } catch (RuntimeException | Error e) {
                broken.accept(e);
            }
            if (nanos.getAsLong() - slice > SLICE_NANOS) {
                return;
            }
        }
        timeline.runUntil(due);
    }
}
