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
    NOT_CHANGED,
    SUPERSEDED,
    /** Nothing was told within the limit. */
    UNENDED;

    static Fate of(Ending ending, boolean byEcs) {
        return ending == Ending.ROLLED_BACK && byEcs ? ROLLED_BACK_BY_ECS : valueOf(ending.name());
    }

    /** Returns its word in a figure's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
