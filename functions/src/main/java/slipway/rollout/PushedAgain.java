package slipway.rollout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Origin;
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
        return !chosen && !told(tags, state, request, brought) && brought.ending().equals(Optional.of(Ending.SUCCEEDED))
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

    /**
     * Says whether it is a push that was brought, told once more: whoever took its place since did not know it for newer then (seed 30003612). Where
     * times decide, only its own is known; where versions do, the same version tells nothing new by the time at which it was found, or was pushed last.
     */
    private static boolean told(Tags tags, TargetState state, Request request, Deployment brought) {
        Stream<Arrival> own = Stream.of(Arrival.of(brought));
        Stream<Arrival> found = Stream.of(new Arrival(brought.tag(), Claiming.found(brought))).filter(_ -> brought.origin().by() == Origin.By.SWEEP);
        Stream<Arrival> again = state.healthy().stream().filter(seen -> by(seen, brought)).map(Arrival::of);
        Stream<Arrival> known = tags.kind() == Tags.Kind.SEMVER ? Stream.of(own, found, again).flatMap(some -> some) : own;
        return known.anyMatch(arrival -> Newest.same(tags, arrival, Arrival.of(request)) && !second(request.origin().at()).isAfter(second(arrival.at())));
    }

    /** Events have whole seconds. */
    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
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
