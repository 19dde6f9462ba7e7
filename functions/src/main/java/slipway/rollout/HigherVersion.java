package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Tags;
import slipway.rollout.Newest.Arrival;

/**
 * A higher version that was put on an image while its lower one was being decided about: its push belonged to that (scenario 3), and
 * where the lower one was not brought for being lower (scenario 4), the higher one is asked for anew.
 */
public final class HigherVersion {
    private HigherVersion() {}

    /**
     * Returns the target's freed state, in which the higher version waits unless something newer does.
     *
     * @param ended what had the claim
     * @param held the state while it had it
     * @param freed the state after it
     */
    public static TargetState waits(Tags tags, Deployment ended, TargetState held, TargetState freed, Instant now) {
        return held.claim().filter(claim -> claim.number() == ended.claim()).flatMap(Claim::newest).filter(push -> Newest.refusedAsLower(tags, ended, push))
                .filter(push -> freed.waiting().filter(other -> !Newest.newer(tags, push, Arrival.of(other.request()))).isEmpty())
                .flatMap(push -> ended.image().map(image -> waits(new Waiting(request(ended, image, push), id(ended, image), now), freed))).orElse(freed);
    }

    private static TargetState waits(Waiting higher, TargetState freed) {
        TargetState next = freed.with(freed.claim(), Optional.of(higher));
        return freed.waiting().map(other -> new Owed(higher.deployment(), higher.request().tag(), higher.request().origin().at(), other))
                .map(owed -> next.owing(Stream.concat(freed.owed().stream(), Stream.of(owed)).toList())).orElse(next);
    }

    private static Request request(Deployment ended, Image image, Arrival push) {
        return new Request(ended.target(), Action.DEPLOY, image.digest().value(), Optional.of(image), push.tag(), new Origin(Origin.By.PUSH, push.at(), Optional.empty()));
    }

    private static DeploymentId id(Deployment ended, Image image) {
        return DeploymentId.of(ended.target(), image.digest() + "@" + ended.id(), ended.claim());
    }
}
