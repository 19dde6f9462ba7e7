package slipway.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One measured number, and the same number of who does it otherwise.
 *
 * @param unit {@code ms}, {@code s}, {@code calls}, {@code calls/s}, {@code requests}, {@code deployments} (as many, or a second), {@code mutants}, {@code %} or {@code MB} (a million bytes); seconds of a rollout are virtual ones
 * @param peer the value of each peer, by its name; empty where none makes sense
 * @param goal the least that the value should be; only where there is one
 * @param limit the most that the value should be; only where there is one
 * @param seeds those that can be played again to see what the figure counts; only where they should not be there
 */
@JsonPropertyOrder({"figure", "value", "unit", "peer", "goal", "limit", "seeds"})
record Figure(String figure, double value, String unit, SortedMap<String, Double> peer, Optional<Double> goal, Optional<Double> limit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> seeds) {
    Figure {
        value = rounded(value);
        SortedMap<String, Double> roundedPeer = new TreeMap<>();
        peer.forEach((name, theirs) -> roundedPeer.put(name, rounded(theirs)));
        peer = roundedPeer;
    }

    Figure(String figure, double value, String unit, Map<String, Double> peer) {
        this(figure, value, unit, new TreeMap<>(peer), Optional.empty(), Optional.empty(), List.of());
    }

    /** A count of deployments, and the seeds of those that should not be there. */
    static Figure count(String figure, long count, List<Long> seeds) {
        return new Figure(figure, count, "deployments", new TreeMap<>(), Optional.empty(), Optional.empty(), seeds);
    }

    /** The same with the least that it should be. */
    Figure atLeast(double least) {
        return new Figure(figure, value, unit, peer, Optional.of(least), limit, seeds);
    }

    /** The same with the most that it should be. */
    Figure atMost(double most) {
        return new Figure(figure, value, unit, peer, goal, Optional.of(most), seeds);
    }

    /** Says whether it is less or more than it should be. */
    boolean misses() {
        return goal.filter(least -> value < least).isPresent() || limit.filter(most -> value > most).isPresent();
    }

    /** To two digits after the point: what is behind them is noise. */
    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
