package slipway.release;

import java.time.Instant;
import java.util.Optional;

/**
 * How a deployment came to be.
 *
 * @param by who asked
 * @param at when it was asked: the event's own time for a push (not its arrival), the execution's start for a person
 * @param event the event's id, for a push
 * @param said what a person said beside it; a reason lets even a held digest through
 */
public record Origin(By by, Instant at, Optional<String> event, Optional<Said> said) {
    /** Of which nobody said anything. */
    public Origin(By by, Instant at, Optional<String> event) {
        this(by, at, event, Optional.empty());
    }

    /** The ways in. */
    public enum By {
        /** An ECR image push. */
        PUSH,
        /** The schedule that finds what no event told. */
        SWEEP,
        /** A person who started the state machine. */
        HAND
    }

    public boolean byHand() {
        return by == By.HAND;
    }

    /** Returns why a person asks for it, if they said so. */
    public Optional<String> reason() {
        return said.flatMap(Said::reason);
    }
}
