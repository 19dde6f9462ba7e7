package slipway.cli.simulate;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.sandbox.simulation.Played;

/** What all seeds came to; for one thread at a time. */
final class Tally {
    private final Map<String, Long> endings = new TreeMap<>();
    private final Set<String> edges = new TreeSet<>();
    private Duration lasted = Duration.ZERO;
    private long seeds;
    private long deployments;
    private long violations;

    void add(Played played) {
        seeds++;
        deployments += played.deployments();
        violations += played.broken().size();
        lasted = lasted.plus(played.lasted());
        edges.addAll(played.edges());
        played.endings().forEach((ending, count) -> endings.merge(ending, (long) count, Long::sum));
    }

    long seeds() {
        return seeds;
    }

    long violations() {
        return violations;
    }

    /** Returns the ways from state to state that were taken. */
    Set<String> edges() {
        return edges;
    }

    /** Says how far this is. @param megabytes that are reachable now, which should not grow */
    String progress(double megabytes) {
        return "%d seeds so far, %d deployments, %d violations, %.0f MB".formatted(seeds, deployments, violations, megabytes);
    }

    /**
     * Sums up in one line.
     *
     * @param all how many ways from state to state there are that can be taken
     * @param took of real time
     */
    String line(int all, Duration took) {
        StringBuilder ended = new StringBuilder();
        endings.forEach((ending, count) -> ended.append(ended.isEmpty() ? "" : ", ").append(count).append(' ').append(ending));
        return "%d seeds, %d deployments (%s), %d simulated hours, %d of %d ASL edges, %d violations, %.1f deployments/s".formatted(
                seeds, deployments, ended, lasted.toHours(), edges.size(), all, violations, deployments / Math.max(0.001, took.toNanos() / 1e9));
    }
}
