package slipway.release;

import java.time.Instant;
import java.util.Optional;

/**
 * What Update has changed.
 *
 * @param release what the target was told to run
 * @param rollout the id of the ECS deployment that brings it there; the verdict is about this one
 * @param replaced somebody else's change of the same moment, that this one has taken the place of
 * @param shift how much of its calls a function's alias was told to send there; absent while it sends none, and of a service
 */
public record Change(Release release, String rollout, Instant at, Optional<String> replaced, Optional<Shift> shift) {
    public Change {
        replaced = replaced == null ? Optional.empty() : replaced;
        shift = shift == null ? Optional.empty() : shift;
    }

    /** A change of a service. */
    public Change(Release release, String rollout, Instant at, Optional<String> replaced) {
        this(release, rollout, at, replaced, Optional.empty());
    }

    /** A change that collided with nobody's. */
    public Change(Release release, String rollout, Instant at) {
        this(release, rollout, at, Optional.empty());
    }

    /** The same with another share of the calls. */
    public Change with(Shift told) {
        return new Change(release, rollout, at, replaced, Optional.of(told));
    }

    /** Says whether calls reach both what was told to run and the release before. */
    public boolean partly() {
        return shift.filter(Shift::partly).isPresent();
    }
}
