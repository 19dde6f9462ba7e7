package slipway.rollout;

import java.util.Optional;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Target;
import slipway.rollout.Newest.Arrival;

/** Decides to whom a running rollout gives way; pure. */
public final class GivingWay {
    private GivingWay() {}

    /**
     * Returns the waiting request that the rollout hands over to: only where the target is to, only to a newer one or a
     * person's, never to one for the very image that it brings, and never from a person's rollback, which is a way back.
     *
     * @param declined the successor that was looked at already and could not be brought
     */
    public static Optional<Waiting> to(Target target, Deployment running, TargetState state, Optional<DeploymentId> declined) {
        return !target.givesWay() || running.action() == Action.ROLLBACK ? Optional.empty()
                : newer(target, running, state).filter(waiting -> !declined.equals(Optional.of(waiting.deployment())));
    }

    /** Returns the waiting request that is newer than what runs, or a person's, and for another image. */
    public static Optional<Waiting> newer(Target target, Deployment running, TargetState state) {
        return state.waiting()
                .filter(waiting -> waiting.request().image().isEmpty() || !waiting.request().image().equals(running.image()))
                .filter(waiting -> waiting.request().origin().byHand()
                        || Newest.newer(target.tags(), Arrival.of(waiting.request()), state.claim().map(claim -> claim.brings(running)).orElse(Arrival.of(running))));
    }
}
