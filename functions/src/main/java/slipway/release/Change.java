package slipway.release;

import java.time.Instant;
import java.util.Optional;

/**
 * What Update has changed.
 *
 * @param release what the target was told to run
 * @param rollout the id of the ECS deployment that brings it there; the verdict is about this one
 * @param replaced somebody else's change of the same moment, that this one has taken the place of
 */
public record Change(Release release, String rollout, Instant at, Optional<String> replaced) {
    public Change {
        replaced = replaced == null ? Optional.empty() : replaced;
    }

    /** A change that collided with nobody's. */
    public Change(Release release, String rollout, Instant at) {
        this(release, rollout, at, Optional.empty());
    }
}
