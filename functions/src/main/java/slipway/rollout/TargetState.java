package slipway.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Release;
import slipway.release.TargetName;
import slipway.release.Workload;
import slipway.rollout.Newest.Arrival;

/**
 * What the ledger knows of one target now. It is one item, replaced only where nobody else replaced it in between, so
 * that claiming, waiting and freeing are one decision each.
 *
 * @param version counts the writes; 0 if there has been none
 * @param lastClaim the number of the last claim ever taken
 * @param lastClosed the claim number of the last closed deployment
 * @param healthy what was seen healthy, the newest first: the first is the baseline, the second what a rollback by hand goes to
 * @param handed what a deployment that something newer took over from has left running
 * @param owed the endings of those that were overtaken, of which nobody knows yet whether they were told
 * @param chosen the person's choice that pushes older than it do not undo
 * @param heard the last wish to turn something around that has ended since; absent in what an older Slipway has written
 * @param place what the target's document named; absent before anybody took the target, and in what an older Slipway has written
 */
public record TargetState(
        TargetName target,
        long version,
        long lastClaim,
        long lastClosed,
        Optional<Claim> claim,
        Optional<Waiting> waiting,
        List<Seen> healthy,
        Optional<Handed> handed,
        List<Owed> owed,
        Optional<Pin> chosen,
        Optional<Place> place,
        Optional<Heard> heard) {
    private static final int REMEMBERED = 10;

    public TargetState {
        healthy = List.copyOf(healthy);
        handed = handed == null ? Optional.empty() : handed;
        owed = owed == null ? List.of() : List.copyOf(owed);
        place = place == null ? Optional.empty() : place;
        heard = heard == null ? Optional.empty() : heard;
    }

    /** A target of which nothing is known. */
    public static TargetState unknown(TargetName target) {
        return new TargetState(target, 0, 0, 0, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public TargetState with(Optional<Claim> now, Optional<Waiting> next) {
        return new TargetState(target, version, Math.max(lastClaim, now.map(Claim::number).orElse(0L)), lastClosed, now, next,
                healthy, handed, owed, chosen, place, heard);
    }

    /** The same for what the document names now: of another service than before nothing was seen healthy and nothing was left there, unless it is the one before that. */
    public TargetState at(Workload workload, Instant now) {
        String named = workload.place();
        if (place.filter(one -> one.workload().equals(named)).isPresent()) {
            return this;
        }
        if (place.isEmpty()) {
            return new TargetState(target, version, lastClaim, lastClosed, claim, waiting, healthy, handed, owed, chosen, Optional.of(new Place(named)), heard);
        }
        Place old = place.get();
        // Of a name that was mistyped nothing is known: it does not push out what is known of the one before.
        Place.Left left = old.before().filter(_ -> healthy.isEmpty() && handed.isEmpty()).orElseGet(() -> new Place.Left(old.workload(), old.since(), healthy, handed));
        Place next = old.then(named, now, !healthy.isEmpty(), left);
        return new TargetState(target, version, lastClaim, lastClosed, claim, waiting, old.back(named).map(Place.Left::healthy).orElse(List.of()),
                old.back(named).flatMap(Place.Left::handed), owed, chosen, Optional.of(next), heard);
    }

    public TargetState withVersion(long number) {
        return new TargetState(target, number, lastClaim, lastClosed, claim, waiting, healthy, handed, owed, chosen, place, heard);
    }

    /** Frees the claim of a closed deployment. */
    public TargetState closed(long number) {
        Optional<Heard> wish = claim.flatMap(held -> held.stopRequested().map(asked -> new Heard(asked.by(), held.deployment())));
        return new TargetState(target, version, lastClaim, Math.max(lastClosed, number), Optional.empty(), waiting, healthy, handed, owed, chosen, place, wish.or(() -> heard));
    }

    public TargetState pinned(Pin choice) {
        return new TargetState(target, version, lastClaim, lastClosed, claim, waiting, healthy, handed, owed, Optional.of(choice), place, heard);
    }

    /** Forgets the choice of a deployment that came to nothing: the one before it holds again. */
    TargetState unpinned(DeploymentId nothing) {
        return chosen.filter(pin -> pin.deployment().equals(nothing)).map(pin ->
                new TargetState(target, version, lastClaim, lastClosed, claim, waiting, healthy, handed, owed, pin.before(), place, heard)).orElse(this);
    }

    public TargetState owing(List<Owed> endings) {
        return new TargetState(target, version, lastClaim, lastClosed, claim, waiting, healthy, handed, endings, chosen, place, heard);
    }

    /** The same where that request is known by another name. */
    TargetState owedBy(DeploymentId before, DeploymentId now) {
        return owing(owed.stream().map(one -> one.by().equals(before) ? new Owed(now, one.tag(), one.at(), one.waiting(), one.itself()) : one).toList());
    }

    /** What one that never began has taken the place of waits again, unless something newer does; also where its ending was written down and told. */
    public TargetState waitsAgain(DeploymentId never) {
        Optional<Owed> back = owed.stream().filter(one -> waiting.isEmpty() && one.by().equals(never)).findFirst();
        return back.map(one -> owing(owed.stream().filter(other -> !other.equals(one)).toList()).with(claim, Optional.of(one.waiting()))).orElse(this);
    }

    /** Remembers what ran in mid-rollout when something newer took over. */
    public TargetState handed(Handed over) {
        return new TargetState(target, version, lastClaim, lastClosed, claim, waiting, healthy, Optional.of(over), owed, chosen, place, heard);
    }

    /** Forgets what was left in mid-rollout: something was seen healthy since. */
    public TargetState proven() {
        return new TargetState(target, version, lastClaim, lastClosed, claim, waiting, healthy, Optional.empty(), owed, chosen, place, heard);
    }

    /** Puts what was just seen healthy first. */
    public TargetState seenHealthy(Seen seen) {
        List<Seen> all = new ArrayList<>();
        all.add(seen);
        healthy.stream().filter(old -> !old.release().sameImages(seen.release())).limit(REMEMBERED - 1).forEach(all::add);
        return withHealthy(all);
    }

    /** What runs was pushed once more: it is as new as that. */
    public TargetState pushedAgain(Arrival push) {
        List<Seen> all = new ArrayList<>(healthy);
        all.set(0, all.getFirst().pushedAgain(push));
        return withHealthy(all);
    }

    /** Forgets a release that was left as bad. */
    public TargetState left(Release bad) {
        return withHealthy(healthy.stream().filter(old -> !old.release().sameImages(bad)).toList());
    }

    /**
     * Forgets what came after an earlier deployment: who goes back to its release never goes forward again by another rollback.
     * Of what ran before Slipway came, or was brought past it, only the time when it was seen is known.
     */
    public TargetState asOf(Deployment earlier) {
        Instant end = earlier.endedAt().orElseThrow();
        return withHealthy(healthy.stream().filter(old -> old.pushed().equals(Instant.EPOCH)
                ? !old.at().isAfter(end) : old.pushed().isBefore(earlier.origin().at())).toList());
    }

    private TargetState withHealthy(List<Seen> all) {
        return new TargetState(target, version, lastClaim, lastClosed, claim, waiting, all, handed, owed, chosen, place, heard);
    }
}
