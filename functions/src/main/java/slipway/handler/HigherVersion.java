package slipway.handler;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Origin;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.rollout.Newest;
import slipway.rollout.TagPolicy;
import slipway.rollout.TargetState;

/**
 * A higher version that was put on an image while its lower one was being decided about: its push belonged to that (scenario 3), and
 * where the lower one was not brought for being lower (scenario 4), the higher one is asked for anew. The record says so before the
 * claim is freed, so that who repeats the close finds it.
 */
final class HigherVersion {
    private static final String VERSION = "higher";

    private HigherVersion() {}

    /**
     * Returns a deployment with what it has to start; a person who wanted the target turned around meanwhile wants none of it.
     *
     * @param state while it has the claim
     */
    static Deployment noted(Tags tags, Deployment ended, TargetState state) {
        return state.claim().filter(claim -> claim.number() == ended.claim() && claim.stopRequested().isEmpty()).flatMap(slipway.rollout.Claim::newest)
                .filter(push -> Newest.refusedAsLower(tags, ended, push) && push.tag().filter(tag -> TagPolicy.follows(tags, tag)).isPresent())
                .flatMap(push -> ended.cause().map(cause -> ended.because(cause.with(VERSION, push.tag().orElseThrow().value()).with(Moved.PUSHED, push.at().toString()))))
                .orElse(ended);
    }

    /** Returns the start of the higher version. It goes before what waits: its own Claim decides which of both is the newer. */
    static Optional<Routed.Start> start(Deployment ended) {
        return ended.cause().map(Cause::facts).filter(facts -> facts.containsKey(VERSION)).flatMap(facts -> ended.image().map(image -> {
            Origin origin = new Origin(Origin.By.PUSH, Instant.parse(facts.get(Moved.PUSHED)), Optional.empty());
            return new Routed.Start(DeploymentId.of(ended.target(), image.digest() + "@" + ended.id(), ended.claim()),
                    new Routed.OfPush(ended.target(), Again.push(image, Optional.of(new Tag(facts.get(VERSION))), origin)));
        }));
    }
}
