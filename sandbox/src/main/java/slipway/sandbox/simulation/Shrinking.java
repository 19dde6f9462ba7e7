package slipway.sandbox.simulation;

import java.util.HashSet;
import java.util.Set;

/** Leaves out of a world, piece by piece, what a violation does not need. */
final class Shrinking {
    /** More replays than this nobody waits for. */
    private static final int MOST = 80;

    private final Simulation simulation;
    private final Broken broken;
    private int replays;

    Shrinking(Simulation simulation, Broken broken) {
        this.simulation = simulation;
        this.broken = broken;
    }

    /** @param acts how many acts its script has */
    Recipe of(Recipe whole, int acts) {
        Recipe small = whole;
        for (Ingredient one : Ingredient.values()) {
            small = smaller(small, small.without(one));
        }
        for (int size = Math.max(1, acts / 2); size >= 1; size /= 2) {
            for (int from = 0; from < acts; from += size) {
                small = smaller(small, small.skipping(range(from, Math.min(acts, from + size))));
            }
        }
        return small;
    }

    private Recipe smaller(Recipe known, Recipe tried) {
        if (tried.equals(known) || replays >= MOST) {
            return known;
        }
        replays++;
        return simulation.play(tried).broken().stream().anyMatch(one -> one.like(broken) && one.target().equals(broken.target())) ? tried : known;
    }

    private static Set<Integer> range(int from, int to) {
        Set<Integer> all = new HashSet<>();
        for (int i = from; i < to; i++) {
            all.add(i);
        }
        return all;
    }
}
