package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.DeploymentId;
import slipway.release.Tag;

/**
 * An ending that is still to be written down and told: a request took the place of one that waited, and the Claim that decided it
 * may die before it has said so. Whoever claims next makes it good.
 *
 * @param by the request that took the place
 * @param tag the label by which that came
 * @param at when that was pushed or asked for
 * @param itself whether its own execution writes it down and tells it, since it came after what takes its place; absent in what an older Slipway has written
 */
public record Owed(DeploymentId by, Optional<Tag> tag, Instant at, Waiting waiting, boolean itself) {
    /** One that nobody but who took its place tells of. */
    public Owed(DeploymentId by, Optional<Tag> tag, Instant at, Waiting waiting) {
        this(by, tag, at, waiting, false);
    }
}
