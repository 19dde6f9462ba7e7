package slipway.cli.operate;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import slipway.rollout.BadInput;

/** Reads much of AWS at once, so that two hundred targets take a second or two. */
final class AtOnce {
    /** Enough that the network is not waited for, and so few that a program that has just started has something ready when the next begins. */
    private static final int MOST = 8;

    private AtOnce() {}

    /** Returns what each gives, in the same order. @throws RuntimeException that of the first that fails */
    static <T, R> List<R> each(List<T> all, Function<T, R> read) {
        try (ExecutorService readers = Executors.newFixedThreadPool(Math.max(1, Math.min(MOST, all.size())))) {
            List<Future<R>> reads = all.stream().map(one -> readers.submit(() -> read.apply(one))).toList();
            return reads.stream().map(AtOnce::join).toList();
        }
    }

    private static <R> R join(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInput("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
