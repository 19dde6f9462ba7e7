package slipway.handler;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.rollout.Missed;

/**
 * What a tag names by now that named another image when it was pushed. Its own push may never be told, or have stepped aside for the
 * one that found this: of events within one second nobody knows the order (EventBridge tells whole seconds).
 */
final class Moved {
    static final String PUSHED = "pushed";

    private Moved() {}

    /** Returns the start of what the tag names now; where that was or is deployed already, its Claim finds so. */
    static Optional<Routed.Start> start(Deployment ended) {
        Optional<Cause> moved = ended.cause().filter(cause -> cause.code().equals(Missed.TAG_MOVED));
        return moved.map(Cause::facts).flatMap(facts -> ended.image().map(image -> {
            Digest now = new Digest(facts.get(Missed.NAMES));
            Instant pushed = Instant.parse(facts.get(PUSHED));
            // Just after both: it is another push than the one that names the same second, and none that is later than a person's choice.
            Instant at = (pushed.isAfter(ended.origin().at()) ? pushed : ended.origin().at()).plusMillis(1);
            return new Routed.Start(DeploymentId.of(ended.target(), now + "@" + ended.id(), ended.claim()), new Routed.OfPush(ended.target(),
                    Again.push(new Image(image.repository(), now), ended.tag(), new Origin(Origin.By.PUSH, at, Optional.empty()))));
        }));
    }
}
