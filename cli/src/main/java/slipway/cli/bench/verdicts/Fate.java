package slipway.cli.bench.verdicts;

import java.util.Locale;
import slipway.release.Ending;

/** What became of one push. */
public enum Fate {
    SUCCEEDED,
    /** Slipway's own verdict. */
    ROLLED_BACK,
    /** The target's deadline came while tasks were missing that ECS could not start, or not in time, for no fault of the image: what the target says is done then. */
    ROLLED_BACK_BY_DEADLINE,
    /** ECS's circuit breaker had failed the deployment before Slipway's judge had a verdict: the same would have come without Slipway. */
    ROLLED_BACK_BY_ECS,
    NEEDS_HUMAN,
    /** The same circuit breaker came first, and ECS could not go back by itself either: where there is no capacity it fails its own rollback, too. */
    NEEDS_HUMAN_BY_ECS,
    NOT_CHANGED,
    SUPERSEDED,
    /** Nothing was told within the limit. */
    UNENDED;

    /** Who ended a rollout. */
    enum By {
        /** Slipway's judge, for what it saw. */
        JUDGE,
        /** ECS's circuit breaker, before the judge had a verdict. */
        ECS,
        /** The target's deadline, while ECS could not start what was missing, or not in time. */
        DEADLINE
    }

    static Fate of(Ending ending, By by) {
        return switch (ending) {
            case ROLLED_BACK -> switch (by) {
                case JUDGE -> ROLLED_BACK;
                case ECS -> ROLLED_BACK_BY_ECS;
                case DEADLINE -> ROLLED_BACK_BY_DEADLINE;
            };
            case NEEDS_HUMAN -> by == By.ECS ? NEEDS_HUMAN_BY_ECS : NEEDS_HUMAN;
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
