package slipway.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One attempt to bring one target to one image. It is the one value that grows along the state machine, its facts are
 * only added, and it is the execution's output.
 *
 * @param asked what was asked for, as it was written: a tag, a digest, a URI, {@link ImageDefinitions#asked several}; for a rollback
 *     the deployment to whose release it goes, if one was named; for a release what is held no more, for a freeze its end; else empty
 * @param execution the ARN of the execution that owns it
 * @param claim the number of its claim; 0 where it holds none
 * @param startedAt when it was asked to start
 * @param image what it brings, once resolved
 * @param tag the label by which it came
 * @param death of the execution that had it before, where another took it over
 */
public record Deployment(
        DeploymentId id,
        TargetName target,
        Action action,
        Origin origin,
        String asked,
        String execution,
        long claim,
        Instant startedAt,
        Optional<Image> image,
        Optional<Tag> tag,
        Optional<Plan> plan,
        Optional<Change> change,
        Optional<Progress> progress,
        Optional<Restore> restore,
        Optional<Cause> cause,
        Optional<Ending> ending,
        Optional<Instant> endedAt,
        Optional<Death> death) {
    private static final String RESTORE = "restore";
    private static final String RESTORED = "restored";
    private static final String SEEN_HEALTHY = "seen healthy";

    /** A deployment of which nothing is known but what was asked. */
    public static Deployment asked(
            DeploymentId id, TargetName target, Action action, Origin origin, String asked, String execution, Instant at) {
        return new Deployment(id, target, action, origin, asked, execution, 0, at, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    public Deployment withClaim(long number) {
        return new Deployment(id, target, action, origin, asked, execution, number, startedAt, image, tag, plan, change,
                progress, restore, cause, ending, endedAt, death);
    }

    /** The same as the execution that holds its claim now writes it: one that died before it could write it down itself. */
    public Deployment heldBy(String by, long number) {
        return new Deployment(id, target, action, origin, asked, by, number, startedAt, image, tag, plan, change,
                progress, restore, cause, ending, endedAt, death);
    }

    /**
     * Goes over to another execution, with a claim of its own; the time in which nobody watched is added to the deadlines.
     *
     * @param now when it was taken over
     * @param again how long what is healthy takes to show it once more, since nobody knows what the dead one saw: no deadline ends before
     */
    public Deployment takenOver(Death of, String by, long number, Instant now, Duration again) {
        Duration unwatched = of.how() == Death.How.FORGOTTEN ? Duration.ZERO : Duration.between(of.at(), now);
        UnaryOperator<Instant> later = deadline -> Collections.max(List.of(deadline.plus(unwatched), now.plus(again)));
        return new Deployment(id, target, action, origin, asked, by, number, startedAt, image, tag, plan.map(made -> made.by(later.apply(made.deadline()))), change,
                progress, restore.map(begun -> begun.by(later.apply(begun.deadline()))), cause, ending, endedAt, Optional.of(of));
    }

    public Deployment withImage(Image found, Optional<Tag> label) {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, Optional.of(found), label, plan,
                change, progress, restore, cause, ending, endedAt, death);
    }

    /** The same before it was planned: nothing of that was done. */
    public Deployment unplanned() {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, image, tag, Optional.empty(),
                change, progress, restore, cause, ending, endedAt, death);
    }

    public Deployment with(Plan made) {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, image, tag, Optional.of(made),
                change, progress, restore, cause, ending, endedAt, death);
    }

    public Deployment with(Change made) {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, image, tag, plan,
                Optional.of(made), progress, restore, cause, ending, endedAt, death);
    }

    public Deployment with(Progress seen) {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, image, tag, plan, change,
                Optional.of(seen), restore, cause, ending, endedAt, death);
    }

    public Deployment with(Restore begun) {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, image, tag, plan, change,
                progress, Optional.of(begun), cause, ending, endedAt, death);
    }

    /** Adds the cause; the first one stays, since what came later only followed from it. */
    public Deployment with(Cause found) {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, image, tag, plan, change,
                progress, restore, cause.isPresent() ? cause : Optional.of(found), ending, endedAt, death);
    }

    /** Adds why going back is not proven, as the fact {@code restore} of the cause: what began it all stays the cause. */
    public Deployment unrestored(Cause later) {
        return because(cause.map(first -> first.with(RESTORE, later.sentence())).orElse(later));
    }

    /** Returns why going back is not proven, in words for people; empty if it is, or nothing went back. */
    public Optional<String> unrestored() {
        return cause.map(found -> found.facts().get(RESTORE));
    }

    /** Says whether somebody else changed it while it went back. */
    public boolean changedOnTheWayBack() {
        return unrestored().filter(why -> why.startsWith("Someone else changed")).isPresent();
    }

    /** Adds that a person's rollback, which came to nothing, left what had run before, and that this was seen healthy again. */
    public Deployment restored() {
        boolean rollback = action == Action.ROLLBACK && restore.isPresent() && !backInVain();
        return cause.filter(_ -> rollback).map(first -> because(first.saying("What ran before runs again, " + SEEN_HEALTHY + ".").with(RESTORED, SEEN_HEALTHY))).orElse(this);
    }

    /** Says whether that is so, as far as it was last looked at. */
    public boolean backInVain() {
        return cause.filter(known -> known.facts().containsKey(RESTORED) && !known.facts().containsKey(RESTORE)).isPresent();
    }

    /** Has this cause instead, which says more of the same. */
    public Deployment because(Cause whole) {
        return new Deployment(id, target, action, origin, asked, execution, claim, startedAt, image, tag, plan, change,
                progress, restore, Optional.of(whole), ending, endedAt, death);
    }

    /** Adds the ending; a deployment ends once. */
    public Deployment ended(Ending how, Instant at) {
        return ending.isPresent() ? this : new Deployment(id, target, action, origin, asked, execution, claim, startedAt,
                image, tag, plan, change, progress, restore, cause, Optional.of(how), Optional.of(at), death);
    }

    /** Says whether it failed and was left as it is, as the target wants it. */
    public boolean kept() {
        return restore.filter(begun -> begun.way() == Restore.Way.KEPT).isPresent();
    }

    /** Returns what an earlier deployment had left, and runs on since no call ever reached what this one has brought. */
    public Optional<Release> stays() {
        return restore.filter(_ -> kept()).map(Restore::release).filter(left -> plan.filter(made -> made.running().equals(left) && !made.there()
                && made.running().share().filter(share -> made.to().images().containsValue(share.image())).isEmpty()).isPresent());
    }

    /** Returns the digests by which its own image is known: as it was pushed, and as the target runs it (a child of an index). */
    public Set<Digest> digests() {
        Set<Digest> all = new LinkedHashSet<>();
        image.ifPresent(own -> {
            all.add(own.digest());
            plan.ifPresent(made -> made.to().serving().forEach((place, uri) ->
                    own.repository().digest(uri).filter(_ -> !EcrHost.same(uri, made.before().images().get(place))).ifPresent(all::add)));
        });
        return all;
    }
}
