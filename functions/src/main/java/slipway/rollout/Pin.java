package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.DeploymentId;

/**
 * A person chose what runs: pushes older than the choice do not undo it.
 *
 * @param before the choice before it, which holds again where this one comes to nothing; absent in what an older Slipway has written
 */
public record Pin(DeploymentId deployment, Instant at, Optional<Pin> before) {
    public Pin {
        before = before == null ? Optional.empty() : before;
    }

    /** A first choice. */
    public Pin(DeploymentId deployment, Instant at) {
        this(deployment, at, Optional.empty());
    }

    /** The same after that choice; of what was before that nobody asks. */
    Pin after(Optional<Pin> last) {
        return new Pin(deployment, at, last.map(one -> new Pin(one.deployment, one.at)));
    }
}
