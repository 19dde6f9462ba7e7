package slipway.cli.bench.verdicts;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import slipway.sandbox.simulation.Dice;

/** Whether something is wrong with the image. */
public enum Quality {
    GOOD(EnumSet.of(Fate.SUCCEEDED, Fate.ROLLED_BACK_BY_DEADLINE, Fate.ROLLED_BACK_BY_ECS, Fate.NEEDS_HUMAN_BY_ECS)),
    BAD(EnumSet.of(Fate.ROLLED_BACK, Fate.ROLLED_BACK_BY_DEADLINE, Fate.ROLLED_BACK_BY_ECS, Fate.NEEDS_HUMAN_BY_ECS, Fate.NOT_CHANGED));

    private final Set<Fate> due;

    Quality(Set<Fate> due) {
        this.due = due;
    }

    /** Says whether such an image should fare so. */
    public boolean expects(Fate fate) {
        return due.contains(fate);
    }

    /** Returns how its figures begin. */
    public String figure() {
        return "verdicts." + name().toLowerCase(Locale.ROOT);
    }

    /** The good and the bad world of one seed have nothing in common. */
    Dice dice(long seed) {
        return new Dice(this == GOOD ? seed : ~seed);
    }
}
