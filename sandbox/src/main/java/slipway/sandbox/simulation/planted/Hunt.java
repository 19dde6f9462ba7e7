package slipway.sandbox.simulation.planted;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import slipway.sandbox.simulation.Broken;
import slipway.sandbox.simulation.Played;
import slipway.sandbox.simulation.Simulation;

/** Plays seed after seed with a bug in it, until an invariant catches it. */
public final class Hunt {
    private final Simulation clean;
    private final Map<Long, Boolean> holds = new ConcurrentHashMap<>();

    /** @param clean plays worlds without a bug */
    public Hunt(Simulation clean) {
        this.clean = clean;
    }

    /** What became of it. */
    public sealed interface Result {
        /** Returns how many seeds were drawn. */
        long seeds();

        /** Returns how many of them were played: those whose world has the trouble that the bug needs. */
        long played();

        /**
         * An invariant does not hold in a world in which all of them hold without the bug.
         *
         * @param kind of the target that it concerns
         */
        record Caught(long seed, long seeds, long played, Broken broken, String kind) implements Result {}

        /** All invariants hold in all that was played. */
        record Missed(long seeds, long played) implements Result {}
    }

    /**
     * Hunts one bug; the same answer each time.
     *
     * @param from the first seed
     * @param most so many seeds are drawn
     */
    public Result hunt(Bug bug, long from, long most) {
        Simulation planted = clean.with(bug.plant());
        long count = 0;
        for (long seed = from; seed < from + most; seed++) {
            if (!Simulation.troubles(seed).containsAll(bug.needs())) {
                continue;
            }
            count++;
            Played played = planted.play(seed);
            // What does not hold without the bug either proves nothing of it.
            if (!played.broken().isEmpty() && holds.computeIfAbsent(seed, one -> clean.play(one).broken().isEmpty())) {
                Broken broken = played.broken().getFirst();
                return new Result.Caught(seed, seed - from + 1, count, broken, broken.target().isEmpty() ? "all" : Simulation.kind(seed, broken.target()));
            }
        }
        return new Result.Missed(most, count);
    }
}
