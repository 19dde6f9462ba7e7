package slipway.rollout;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Tags;
import slipway.rollout.Newest.Arrival;

/**
 * A push of a digest that the target was brought, or is being brought, by another push (scenario 2): it makes no deployment of its
 * own, but what was pushed between the two is older than it, whenever that is told.
 */
final class PushedAgain {
    private PushedAgain() {}

    /** Says whether something older than this push takes, or took, the place of what brought its digest: then it has to be brought again. */
    static boolean overrun(Tags tags, TargetState state, Request request, Deployment brought) {
        boolean chosen = state.chosen().filter(pin -> !request.origin().at().isAfter(pin.at())).isPresent();
        Optional<Arrival> place = state.claim().isPresent() ? state.claim().flatMap(Claim::newest)
                : live(state).filter(seen -> !seen.back() && !by(seen, brought)).map(Arrival::of);
        return !chosen && !told(request, brought) && brought.ending().equals(Optional.of(Ending.SUCCEEDED))
                && place.filter(other -> Newest.newer(tags, Arrival.of(request), other)).isPresent();
    }

    /**
     * Returns the state in which what brings or brought the digest is as new as this push.
     *
     * @param last the last deployment of the digest
     */
    static TargetState remembered(Tags tags, TargetState state, Request request, Optional<Deployment> last) {
        Arrival push = Arrival.of(request);
        Optional<Claim> holder = state.claim().filter(claim -> claim.brings(request, last));
        if (holder.isPresent()) {
            return holder.filter(claim -> claim.newest().isPresent() && claim.bringsAsOf(last).filter(brings -> Newest.newer(tags, push, brings)).isPresent())
                    .map(claim -> state.with(Optional.of(claim.bringing(push)), state.waiting())).orElse(state);
        }
        return live(state).filter(seen -> last.filter(one -> by(seen, one)).isPresent() && Newest.newer(tags, push, Arrival.of(seen)))
                .map(_ -> state.pushedAgain(push)).orElse(state);
    }

    /** The very push that was brought, told once more: whoever took its place since did not know it for newer then (seed 30003612). Events have whole seconds. */
    private static boolean told(Request request, Deployment brought) {
        return request.tag().equals(brought.tag())
                && !request.origin().at().truncatedTo(ChronoUnit.SECONDS).isAfter(brought.origin().at().truncatedTo(ChronoUnit.SECONDS));
    }

    private static Optional<Seen> live(TargetState state) {
        return state.healthy().stream().findFirst();
    }

    /** A rollback that came back to it has seen it under its own name; what that had brought itself is another image, and gone. */
    private static boolean by(Seen seen, Deployment brought) {
        boolean known = seen.deployment().equals(brought.id()) || seen.pushed().equals(brought.origin().at());
        return known && seen.release().images().values().stream().map(Digest::in).flatMap(Optional::stream).anyMatch(brought.digests()::contains);
    }
}
