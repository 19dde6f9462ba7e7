package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Reference;
import slipway.release.Release;

/** What the ledger says of a target after a deployment has ended; pure. */
public final class Closing {
    private Closing() {}

    /** Returns the hold on the image that failed here, or that a person left; none where nothing went back. */
    public static Optional<Hold> hold(Deployment ended) {
        boolean wentBack = ended.restore().isPresent() && ended.restore().get().way() != slipway.release.Restore.Way.UNTOUCHED;
        boolean deployFailed = ended.action() == Action.DEPLOY && wentBack;
        boolean left = ended.action() == Action.ROLLBACK && ended.ending().equals(Optional.of(Ending.ROLLED_BACK));
        Optional<Digest> digest = deployFailed ? ended.image().map(image -> image.digest()) : left ? leftDigest(ended) : Optional.empty();
        return digest.map(bad -> new Hold(ended.target(), bad, ended.id(), ended.endedAt().orElseThrow(),
                left ? "a person rolled it back" : ended.cause().map(Cause::sentence).orElse("it was rolled back")));
    }

    /** Returns the digest that a person has deployed although it may be held, and that was seen healthy: it is held no more. */
    public static Optional<Digest> proven(Deployment ended) {
        return ended.origin().byHand() && ended.ending().equals(Optional.of(Ending.SUCCEEDED)) ? ended.image().map(image -> image.digest()) : Optional.empty();
    }

    /** Returns the image that is live now, if the ending proves it. */
    public static Optional<String> live(Deployment ended) {
        return switch (ended.ending().orElseThrow()) {
            case SUCCEEDED -> container(ended).map(name -> ended.plan().orElseThrow().to().images().get(name));
            case ROLLED_BACK -> container(ended).map(name -> runs(ended).images().get(name));
            case NOT_CHANGED, SUPERSEDED, NEEDS_HUMAN -> Optional.empty();
        };
    }

    /** Returns the target's state with the claim freed and what was seen healthy put first. */
    public static TargetState after(Deployment ended, TargetState state) {
        TargetState closed = state.closed(ended.claim());
        return switch (ended.ending().orElseThrow()) {
            case SUCCEEDED -> closed.seenHealthy(first(closed, ended)).seenHealthy(seen(ended, ended.change().orElseThrow().release()));
            case ROLLED_BACK -> ended.action() == Action.ROLLBACK
                    ? closed.left(ended.plan().orElseThrow().running()).seenHealthy(again(closed, ended))
                    : closed.seenHealthy(again(closed, ended));
            case NOT_CHANGED, SUPERSEDED, NEEDS_HUMAN -> closed;
        };
    }

    /** The baseline was seen healthy by Plan: it is what a later rollback goes to, even where no deployment of ours brought it. */
    private static Seen first(TargetState state, Deployment ended) {
        Plan plan = ended.plan().orElseThrow();
        return known(state, plan.baseline().release())
                .orElseGet(() -> new Seen(plan.baseline().release(), ended.id(), Instant.EPOCH, ended.startedAt()));
    }

    private static Seen again(TargetState state, Deployment ended) {
        Release runs = runs(ended);
        Optional<Seen> before = known(state, runs);
        return new Seen(runs, ended.id(), before.flatMap(Seen::tag), before.map(Seen::pushed).orElse(Instant.EPOCH), ended.endedAt().orElseThrow());
    }

    private static Seen seen(Deployment ended, Release release) {
        return new Seen(release, ended.id(), ended.tag(), ended.origin().at(), ended.endedAt().orElseThrow());
    }

    private static Optional<Seen> known(TargetState state, Release release) {
        return state.healthy().stream().filter(old -> old.release().sameImages(release)).findFirst();
    }

    /** What runs after a rollback: where a rollback by hand was sent, or the baseline. */
    private static Release runs(Deployment ended) {
        Plan plan = ended.plan().orElseThrow();
        return ended.action() == Action.ROLLBACK ? ended.change().map(change -> change.release()).orElse(plan.to()) : plan.baseline().release();
    }

    /** The container that the deployment's own image goes to; a rollback by hand may change a sidecar too. */
    private static Optional<String> container(Deployment ended) {
        return ended.image().flatMap(image -> ended.plan().flatMap(plan -> plan.to().images().entrySet().stream()
                .filter(to -> to.getValue().equals(image.uri())).map(java.util.Map.Entry::getKey).findFirst()));
    }

    /** Empty where what ran names no digest of ECR's: there is nothing to hold then. */
    private static Optional<Digest> leftDigest(Deployment ended) {
        return container(ended).map(name -> ended.plan().orElseThrow().running().images().getOrDefault(name, ""))
                .filter(image -> Planning.repository(image).isPresent()).flatMap(image -> Reference.parse(image).digest());
    }
}
