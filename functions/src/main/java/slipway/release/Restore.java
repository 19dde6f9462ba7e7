package slipway.release;

import java.time.Instant;
import java.util.Optional;

/**
 * How a deployment goes back.
 *
 * @param release the baseline; where what failed was left, what runs on
 * @param rollout the ECS deployment that restores it, once known
 * @param deadline when a restore that is not healthy needs a human
 * @param replaced somebody else's change of the same moment, that this one has taken the place of
 * @param stuck in ECS's words why it could not go back by itself, though it had given the rollout up and was to
 * @param code of a function: somebody else's unpublished code, which is left as it is beside the alias that goes back
 */
public record Restore(
        Way way, Release release, Optional<String> rollout, Instant at, Instant deadline, Optional<String> replaced, Optional<String> stuck, Optional<String> code) {
    public Restore {
        replaced = replaced == null ? Optional.empty() : replaced;
        stuck = stuck == null ? Optional.empty() : stuck;
        code = code == null ? Optional.empty() : code;
    }

    /** A restore for which ECS was not to care. */
    public Restore(Way way, Release release, Optional<String> rollout, Instant at, Instant deadline, Optional<String> replaced) {
        this(way, release, rollout, at, deadline, replaced, Optional.empty(), Optional.empty());
    }

    /** A restore that collided with nobody's change. */
    public Restore(Way way, Release release, Optional<String> rollout, Instant at, Instant deadline) {
        this(way, release, rollout, at, deadline, Optional.empty());
    }

    /** The ways to go back. */
    public enum Way {
        /** Nothing of ours had reached the service. */
        UNTOUCHED,
        /** ECS was rolling back by itself; it is watched. */
        WATCHED,
        /** Our service deployment was stopped with ROLLBACK. */
        STOPPED,
        /** The service was updated to the baseline's revision. */
        UPDATED,
        /** Someone else had changed the service since; it was left alone. */
        LEFT,
        /** The target leaves a failure to a person: what failed was left as it is. */
        KEPT
    }

    /** Says whether nothing is on its way back, and a person has to see to it. */
    public boolean standsStill() {
        return way == Way.LEFT || way == Way.KEPT;
    }

    /** The same with another deadline. */
    Restore by(Instant other) {
        return new Restore(way, release, rollout, at, other, replaced, stuck, code);
    }

    /** The same where ECS could not go back by itself. */
    public Restore stuck(Optional<String> why) {
        return new Restore(way, release, rollout, at, deadline, replaced, why, code);
    }

    /** The same beside somebody else's unpublished code, or beside none. */
    public Restore beside(Optional<String> theirs) {
        return new Restore(way, release, rollout, at, deadline, replaced, stuck, theirs);
    }

    public Restore with(String id) {
        return new Restore(way, release, Optional.of(id), at, deadline, replaced, stuck, code);
    }
}
