package slipway.cli.bench.verdicts;

import java.util.Locale;
import slipway.release.Ending;

/** What became of one push. */
public enum Fate {
    SUCCEEDED,
    /** Slipway's own verdict. */
    ROLLED_BACK,
    /** ECS's circuit breaker had failed the deployment before Slipway's judge had a verdict: the same would have come without Slipway. */
    ROLLED_BACK_BY_ECS,
    NEEDS_HUMAN,
    /** The same circuit breaker came first, and ECS could not go back by itself either: where there is no capacity it fails its own rollback, too. */
    NEEDS_HUMAN_BY_ECS,
    NOT_CHANGED,
    SUPERSEDED,
    /** Nothing was told within the limit. */
    UNENDED;

    /** @param byEcs whether the circuit breaker had failed the deployment before the judge had a verdict */
    static Fate of(Ending ending, boolean byEcs) {
        return switch (ending) {
            case ROLLED_BACK -> byEcs ? ROLLED_BACK_BY_ECS : ROLLED_BACK;
            case NEEDS_HUMAN -> byEcs ? NEEDS_HUMAN_BY_ECS : NEEDS_HUMAN;
            case SUCCEEDED -> SUCCEEDED;
            case NOT_CHANGED -> NOT_CHANGED;
            case SUPERSEDED -> SUPERSEDED;
        };
    }

    /** Returns its word in a figure's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
