package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Alarmed;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.EcrHost;
import slipway.release.Release;
import slipway.release.Share;
import slipway.release.Tags;
import slipway.rollout.Newest.Arrival;

/**
 * What a deployment left running that ended in mid-rollout, since something newer took over: it was not seen healthy for its
 * bake time, so it is nobody's baseline.
 *
 * @param left what it was bringing
 * @param baseline what it would have gone back to, and what its successors go back to
 * @param toPerson whether what came next ended with a person being asked to look: nobody else takes care of it since
 * @param since when it was told to run; absent in what an older Slipway has written
 * @param push as how new what it was bringing counts; absent in what an older Slipway has written
 * @param beside what it found running, where an earlier one had left that: as long as calls reach it, it was not seen healthy either; absent as the push may be
 */
public record Handed(Release left, Baseline baseline, boolean toPerson, Optional<Instant> since, Optional<Arrival> push, Optional<Release> beside) {
    public Handed {
        beside = beside == null ? Optional.empty() : beside;
        since = since == null ? Optional.empty() : since;
        push = push == null ? Optional.empty() : push;
    }

    /** What was left by one that somebody watches after it. */
    public Handed(Release left, Baseline baseline, Optional<Instant> since, Optional<Arrival> push) {
        this(left, baseline, false, since, push, Optional.empty());
    }

    Handed leftToPerson() {
        return new Handed(left, baseline, true, since, push, beside);
    }

    /** The same beside what ran already when it began, if that is what an earlier deployment had left. */
    Handed beside(Optional<Handed> earlier, Release ran) {
        return new Handed(left, baseline, toPerson, since, push, earlier.filter(one -> one.spoils(ran)).map(_ -> ran));
    }

    /** Returns why a push is not brought over what was left, if that runs: it came before that. */
    public Optional<Cause> outdates(Tags tags, Arrival pushed, Release running) {
        return push.filter(_ -> runs(running)).flatMap(left -> Newest.beforeLeft(tags, pushed, left));
    }

    /**
     * Returns what a deployment that has the target finds running though nobody watches it: who brings the very same image has that rollout for
     * its own, and changes nothing for it. Where a person was called about it, they are asked already.
     */
    public static Optional<Handed> to(Deployment deployment, Release running, TargetState state) {
        return state.claim().filter(claim -> claim.deployment().equals(deployment.id())).flatMap(_ -> state.handed())
                .filter(one -> !one.toPerson() && one.runs(running));
    }

    /**
     * Returns since when calls reach what a deployment brings, if this had brought it before: what an alarm has said since then is about it, though
     * nobody looked. Empty where only code was left that served nobody: calls reach what was seen healthy.
     *
     * @param told when the target was told to run what it runs, where AWS says so
     */
    public Optional<Instant> reached(Release to, Release running, Optional<Instant> told) {
        // Of a function's places its alias sorts last: code that is not published reaches nobody.
        String place = to.images().lastKey();
        String image = to.images().get(place);
        boolean reached = to.sameImages(running) || running.share().filter(share -> share.image().equals(image)).isPresent();
        boolean wasLeft = EcrHost.same(image, left.images().get(place)) || !EcrHost.same(image, baseline.release().images().get(place));
        return reached && wasLeft ? told.or(this::since) : Optional.empty();
    }

    /** Returns the alarms that were not well before calls reached what is brought: all, where none reached it yet. */
    public static List<Alarmed> before(Optional<Instant> reached, List<Alarmed> alarms) {
        return alarms.stream().filter(one -> reached.filter(one.since()::isAfter).isEmpty()).toList();
    }

    /** Says whether that runs, somewhere or everywhere. */
    public boolean runs(Release running) {
        return inSomePlace(left, running) || left.sameImages(running);
    }

    /** Says whether somebody else has brought back what was seen healthy before, since a person was called: by hand, or ECS by itself. */
    public boolean isTakenBack(Release running) {
        return toPerson && !runs(running) && baseline.release().sameImages(running);
    }

    /**
     * Says whether what runs is nobody's baseline, however whole it looks. Where a person was called and every place runs what was seen healthy, it
     * is one again.
     */
    boolean spoils(Release running) {
        boolean spoilt = toPerson ? inSomePlace(left, running) || sharesWithOther(running) : runs(running);
        // Who handed over before its alias had moved on left that to what an earlier one had brought (seed 90071595).
        return spoilt || beside.filter(one -> inSomePlace(one, running)).isPresent();
    }

    /** Says whether a share of the calls goes past what was seen healthy, whatever code lies unpublished by now (seed 90043129). */
    private boolean sharesWithOther(Release running) {
        return running.share().map(Share::image).filter(image -> Stream.concat(baseline.release().images().values().stream(), baseline.release().share().map(Share::image).stream())
                .noneMatch(known -> EcrHost.same(known, image))).isPresent();
    }

    /** Says whether some place runs what is unproven, and not what was seen healthy there. */
    private boolean inSomePlace(Release unproven, Release running) {
        return running.images().entrySet().stream().anyMatch(place -> EcrHost.same(place.getValue(), unproven.images().get(place.getKey()))
                && !EcrHost.same(place.getValue(), baseline.release().images().get(place.getKey())));
    }
}
