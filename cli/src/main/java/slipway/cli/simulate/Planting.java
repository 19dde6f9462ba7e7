package slipway.cli.simulate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import slipway.sandbox.simulation.planted.Bug;
import slipway.sandbox.simulation.planted.Hunt;

/** {@code --planted}: hunts each planted bug, several side by side, and says what caught it. */
final class Planting {
    /** A bug that so many seeds do not show is one that the invariants do not see. */
    static final long MOST = 10_000;

    private final Hunt hunt;
    private final int jobs;
    private final PrintWriter out;

    Planting(Hunt hunt, int jobs, PrintWriter out) {
        this.hunt = hunt;
        this.jobs = jobs;
        this.out = out;
    }

    /**
     * Hunts all of them, each from the same seed on.
     *
     * @return whether each was caught
     * @throws ExecutionException if a world itself broke, rather than what it checks
     */
    boolean all(List<Bug> bugs, long from, long most) throws ExecutionException, InterruptedException {
        int missed = 0;
        long longest = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            List<Future<Hunt.Result>> results = new ArrayList<>();
            bugs.forEach(bug -> results.add(pool.submit(() -> hunt.hunt(bug, from, most))));
            for (int i = 0; i < bugs.size(); i++) {
                Hunt.Result result = results.get(i).get();
                out.println(line(bugs.get(i), result));
                out.flush();
                missed += result instanceof Hunt.Result.Missed ? 1 : 0;
                longest = Math.max(longest, result.seeds());
            }
        }
        out.println("%d bugs planted, %d caught, %d missed; the longest hunt took %d of %d seeds".formatted(bugs.size(), bugs.size() - missed, missed, longest, most));
        return missed == 0;
    }

    private static String line(Bug bug, Hunt.Result result) {
        return switch (result) {
            case Hunt.Result.Caught(long seed, long seeds, long played, var broken, String kind) -> "caught at seed %d, after %d seeds (%d played): %s: invariant %d, %s (%s)"
                    .formatted(seed, seeds, played, bug.name(), broken.number(), broken.sentence(), kind);
            case Hunt.Result.Missed(long seeds, long played) -> "MISSED in %d seeds (%d played): %s".formatted(seeds, played, bug.name());
        };
    }
}
