package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Action;

/**
 * A person's wish that a running rollout goes back.
 *
 * @param action {@code ROLLBACK} or {@code STOP}, as it was asked
 * @param by the execution by which it was asked first
 * @param at when it was asked first
 * @param again when another execution asked once more, the last time; absent in what an older Slipway has written
 */
public record StopRequest(Action action, String by, Instant at, Optional<Instant> again) {
    public StopRequest {
        again = again == null ? Optional.empty() : again;
    }

    public StopRequest(Action action, String by, Instant at) {
        this(action, by, at, Optional.empty());
    }

    /** Two who ask have one wish, but it is as late as the last word: an abort in between took back only what had been asked before it. */
    StopRequest and(StopRequest more) {
        return more.by.equals(by) ? this : new StopRequest(action, by, at, Optional.of(more.at));
    }

    /** Returns when it was asked last. */
    public Instant latest() {
        return again.orElse(at);
    }
}
