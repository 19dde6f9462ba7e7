package slipway.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Plays seeds side by side, each in one thread, and hands over what they came to one at a time. */
public final class Crew {
    private final int jobs;

    /** @param jobs how many seeds are played side by side */
    public Crew(int jobs) {
        this.jobs = jobs;
    }

    /** A world that can't be played is a bug in the sandbox or the simulation: its seed finds it. */
    private static <T> T played(LongFunction<T> world, long seed) {
        try {
            return world.apply(seed);
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException("the world of seed " + seed + " could not be played", e);
        }
    }

    /**
     * Plays {@code count} seeds from {@code from} on.
     *
     * @throws ExecutionException if a world itself broke, rather than what it checks
     */
    public <T> void play(long from, long count, LongFunction<T> world, Consumer<T> hears) throws ExecutionException, InterruptedException {
        AtomicLong next = new AtomicLong(from);
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                all.add(pool.submit(() -> {
                    for (long seed = next.getAndIncrement(); seed < from + count; seed = next.getAndIncrement()) {
                        T played = played(world, seed);
                        synchronized (this) {
                            hears.accept(played);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
