package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.DeploymentId;
import slipway.release.Release;
import slipway.release.Tag;
import slipway.rollout.Newest.Arrival;

/**
 * A release that was seen healthy.
 *
 * @param deployment by which it came
 * @param tag the label by which its image came, by which versions are told apart; absent where none is known
 * @param pushed the time of the newest push of it, by which older pushes are told from newer ones
 * @param at when it was last seen healthy by a deployment
 * @param back whether somebody put it back past Slipway, and a rollback went there: no push brought it over what was live before
 */
public record Seen(Release release, DeploymentId deployment, Optional<Tag> tag, Instant pushed, Instant at, boolean back) {
    /** A release that a push brought. */
    public Seen(Release release, DeploymentId deployment, Optional<Tag> tag, Instant pushed, Instant at) {
        this(release, deployment, tag, pushed, at, false);
    }

    /** A release whose label nobody knows. */
    public Seen(Release release, DeploymentId deployment, Instant pushed, Instant at) {
        this(release, deployment, Optional.empty(), pushed, at);
    }

    /** The same under the label and the time of a later push. */
    Seen pushedAgain(Arrival push) {
        return new Seen(release, deployment, push.tag(), push.at(), at, back);
    }
}
