package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Share;
import slipway.release.Shift;

/** What the ledger says of a target after a deployment has ended; pure. */
public final class Closing {
    private static final String ASKED = "A person asked at ";

    private Closing() {}

    /**
     * Returns a deployment as it ends. One that was to take over what an earlier one left in mid-rollout, and changed nothing, leaves that to
     * nobody, unless what waits may take it over: then a person has to look.
     *
     * @param situation while the deployment has its claim
     */
    public static Deployment ended(Deployment deployment, Ending ending, Situation situation, Instant now) {
        TargetState state = situation.state();
        boolean left = state.handed().filter(one -> !one.toPerson() && deployment.plan().filter(plan -> !one.runs(plan.running())).isEmpty()).isPresent();
        boolean mine = state.claim().filter(claim -> claim.number() == deployment.claim()).isPresent();
        TargetState freed = cameToNothing(deployment) ? state.waitsAgain(deployment.id()) : state;
        boolean next = freed.waiting().filter(one -> one.request().origin().byHand() || situation.freeze(now).isEmpty()).isPresent();
        if (ending == Ending.NOT_CHANGED && left && mine && !next) {
            return deployment.because(unwatched(deployment)).ended(Ending.NEEDS_HUMAN, now);
        }
        return deployment.ended(ending, now);
    }

    /**
     * Returns what waited and is refused before it had a claim, as it ends: what an earlier one had left to it in mid-rollout is left to nobody, and a
     * person has to look.
     */
    public static Deployment refused(Deployment deployment, TargetState state, Instant now) {
        return unowned(state) ? deployment.because(unwatched(deployment)).ended(Ending.NEEDS_HUMAN, now) : deployment.ended(Ending.NOT_CHANGED, now);
    }

    /** Returns the target's state without what waited and is refused. */
    public static TargetState afterRefusal(TargetState state) {
        TargetState without = state.with(state.claim(), Optional.empty());
        return unowned(state) ? toPerson(without) : without;
    }

    private static boolean unowned(TargetState state) {
        return state.handed().filter(one -> !one.toPerson()).isPresent();
    }

    /** Returns the same where a person, who was told that it goes back, asked after its last look: then that is said. */
    public static Deployment late(Deployment ended, TargetState state) {
        Optional<StopRequest> wish = state.claim().filter(claim -> claim.number() == ended.claim()).flatMap(Claim::stopRequested)
                .filter(_ -> ended.cause().filter(cause -> cause.sentence().contains(ASKED)).isEmpty());
        return wish.map(one -> late(ended, one)).orElse(ended);
    }

    private static Deployment late(Deployment ended, StopRequest wish) {
        String words = ASKED + wish.latest() + " to turn it around, when it had ";
        boolean brings = ended.action() == Action.DEPLOY;
        return switch (ended.ending().orElseThrow()) {
            case SUCCEEDED -> brings && ended.cause().isEmpty()
                    ? ended.with(Cause.of("TurnedTooLate", words + "come to its end already, so nothing was turned around: roll it back if it is bad.")) : ended;
            case SUPERSEDED -> saying(ended, brings, words + "been handed over already: stop what has taken over.");
            case NEEDS_HUMAN -> saying(ended, ended.kept() || Recovering.left(ended) && Recovering.askedSince(ended, wish),
                    words + "been left as it is already, so nothing was turned around: roll it back if that is still wanted.");
            case ROLLED_BACK, NOT_CHANGED -> ended;
        };
    }

    private static Deployment saying(Deployment ended, boolean late, String words) {
        return ended.cause().filter(_ -> late).map(cause -> ended.because(cause.saying(words))).orElse(ended);
    }

    private static Cause unwatched(Deployment successor) {
        Cause cause = Cause.of("Unwatched", "Nobody watches what was left in mid-rollout: this deployment was to take it over from an earlier one, and did not.");
        return successor.cause().map(first -> cause.saying(first.sentence()).with("before", first.code())).orElse(cause);
    }

    /**
     * Returns the target's state with the claim freed and what was seen healthy put first.
     *
     * @param chosen the earlier deployment to whose release a person's rollback went, where one was named
     */
    public static TargetState after(Deployment ended, TargetState state, Optional<Deployment> chosen) {
        TargetState closed = state.closed(ended.claim());
        return switch (ended.ending().orElseThrow()) {
            case SUCCEEDED -> closed.proven().seenHealthy(first(closed, ended)).seenHealthy(seen(state, ended));
            case ROLLED_BACK -> ended.action() == Action.ROLLBACK
                    ? chosen.map(closed.proven()::asOf).orElse(closed.proven())
                            .left(ended.plan().orElseThrow().running()).seenHealthy(again(closed, ended, chosen))
                    : closed.proven().seenHealthy(again(closed, ended, chosen));
            case SUPERSEDED -> handed(state, ended).closed(ended.claim());
            case NEEDS_HUMAN -> ended.kept() || unproven(ended) ? left(state, ended).closed(ended.claim()) : toPerson(nothing(closed, ended));
            case NOT_CHANGED -> nothing(closed, ended);
        };
    }

    private static TargetState nothing(TargetState closed, Deployment ended) {
        return cameToNothing(ended) ? closed.unpinned(ended.id()).waitsAgain(ended.id()) : closed;
    }

    private static TargetState toPerson(TargetState closed) {
        return closed.handed().map(Handed::leftToPerson).map(closed::handed).orElse(closed);
    }

    /** Says whether Plan refused what was asked: then it is nobody's choice, and what it had overtaken waits again. Of pushes only what can't run: who pushes what is held wants that. */
    private static boolean cameToNothing(Deployment ended) {
        return ended.plan().isEmpty() && (ended.origin().byHand() ? !NoImage.why(ended).equals("SameImage") : NoImage.brought(ended));
    }

    /**
     * Returns the state that a deployment leaves to what takes over from it: it has changed the target and was not seen healthy,
     * so the baseline stays what it would have gone back to.
     */
    public static TargetState handed(TargetState state, Deployment over) {
        boolean changed = over.change().isPresent();
        return changed ? state.seenHealthy(first(state, over)).handed(leaves(state, over)) : state;
    }

    private static Handed leaves(TargetState state, Deployment over) {
        Plan plan = over.plan().orElseThrow();
        return new Handed(left(over), plan.baseline(), plan.since().or(() -> over.change().map(change -> change.shift().map(Shift::since).orElse(change.at()))), Optional.of(push(state, over)))
                .beside(state.handed(), plan.running());
    }

    /** What failed and was left may look whole by the next push, and is nobody's baseline all the same. */
    private static TargetState left(TargetState state, Deployment ended) {
        return state.seenHealthy(first(state, ended)).handed(leaves(state, ended).leftToPerson());
    }

    /**
     * Says whether what it brought was never proven and not taken back, or calls reach two releases, and nobody else has put them there: whoever comes next
     * begins from the baseline. Where it was told to go back and nobody saw that come about, ECS may have put it in place again.
     */
    private static boolean unproven(Deployment ended) {
        boolean others = ended.cause().filter(cause -> cause.code().equals("ChangedBySomeoneElse")).isPresent()
                || ended.restore().filter(restore -> restore.way() == Restore.Way.LEFT).isPresent()
                || ended.changedOnTheWayBack();
        return !others && ended.change().filter(change -> change.partly() || ended.action() == Action.DEPLOY && (ended.restore().isEmpty() || ended.unrestored().isPresent())).isPresent();
    }

    /**
     * Returns what was being brought, and the share of the calls that goes past the baseline: its own, or before its first one what it took over
     * itself. Where nothing that was brought was ever reached, that is what an earlier deployment had left.
     */
    private static Release left(Deployment over) {
        if (over.stays().isPresent()) {
            return over.stays().get();
        }
        Plan plan = over.plan().orElseThrow();
        Optional<Shift> shift = over.change().flatMap(Change::shift);
        Release brought = over.change().filter(_ -> shift.isPresent()).map(Change::release).orElse(plan.to());
        Optional<Share> own = shift.filter(Shift::partly).flatMap(part -> brought.revision()
                .map(arn -> new Share(arn, brought.images().lastEntry().getValue(), part.percent() / 100.0)));
        return brought.sharing(shift.isPresent() ? own : plan.running().share());
    }

    /** The baseline was seen healthy by Plan: it is what a later rollback goes to, even where no deployment of ours brought it. */
    private static Seen first(TargetState state, Deployment ended) {
        Plan plan = ended.plan().orElseThrow();
        // By its own revision: one of before, of the same images, may differ in all else.
        return known(state, plan.baseline().release()).map(old -> new Seen(plan.baseline().release(), old.deployment(), old.tag(), old.pushed(), old.at(), old.back()))
                .orElseGet(() -> new Seen(plan.baseline().release(), ended.id(), Instant.EPOCH, ended.startedAt()));
    }

    private static Seen again(TargetState state, Deployment ended, Optional<Deployment> chosen) {
        Release runs = runs(ended);
        Optional<Deployment> brought = chosen.filter(to -> to.ending().equals(Optional.of(Ending.SUCCEEDED)));
        Optional<Seen> before = known(state, runs);
        Instant pushed = before.map(Seen::pushed).or(() -> brought.map(to -> to.origin().at())).orElse(Instant.EPOCH);
        return new Seen(runs, ended.id(), before.flatMap(Seen::tag).or(() -> brought.flatMap(Deployment::tag)), pushed, ended.endedAt().orElseThrow(),
                before.map(Seen::back).orElse(true) || !before.equals(state.healthy().stream().findFirst()));
    }

    private static Seen seen(TargetState state, Deployment ended) {
        Newest.Arrival push = push(state, ended);
        return new Seen(ended.change().orElseThrow().release(), ended.id(), push.tag(), push.at(), ended.endedAt().orElseThrow());
    }

    private static Newest.Arrival push(TargetState state, Deployment own) {
        return state.claim().map(claim -> claim.brings(own)).orElseGet(() -> Newest.Arrival.of(own));
    }

    private static Optional<Seen> known(TargetState state, Release release) {
        return state.healthy().stream().filter(old -> old.release().sameImages(release)).findFirst();
    }

    /** What runs after a rollback: where a rollback by hand was sent, or the baseline. */
    static Release runs(Deployment ended) {
        Plan plan = ended.plan().orElseThrow();
        return ended.action() == Action.ROLLBACK ? ended.change().map(Change::release).orElse(plan.to()) : plan.baseline().release();
    }
}
