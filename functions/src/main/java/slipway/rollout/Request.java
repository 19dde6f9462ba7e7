package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Tag;
import slipway.release.TargetName;

/**
 * What is asked of one target, by a push or a person: the state machine's input, understood.
 *
 * @param asked the tag, digest or URI as it was written, or {@link slipway.release.ImageDefinitions#asked several}; for a push the
 *     digest; for a rollback the deployment to whose release it goes, if one was named; empty for a stop
 * @param image known at once for a push; for a person Plan resolves it
 * @param tag the label by which a push came
 */
public record Request(
        TargetName target, Action action, String asked, Optional<Image> image, Optional<Tag> tag, Origin origin) {
    /** Returns the deployment that is asked for, as far as it is known. */
    public Deployment deployment(DeploymentId id, String execution, Instant at) {
        Deployment asking = Deployment.asked(id, target, action, origin, asked, execution, at);
        return image.map(found -> asking.withImage(found, tag)).orElse(asking);
    }

    /** Returns why a rollback does not turn the holder around that is a person's rollback itself: two who ask to go back don't mean to and fro. */
    public Optional<Cause> meets(Deployment holder) {
        return action != Action.ROLLBACK || holder.action() != Action.ROLLBACK ? Optional.empty() : Optional.of(Cause.of("GoesBack",
                "%s is a rollback already, so nothing is turned around: wait for its end, or stop it to keep what runs.".formatted(holder.id())).with("deployment", holder.id().value()));
    }
}
