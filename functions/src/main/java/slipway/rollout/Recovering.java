package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Death;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.release.Tags;
import slipway.rollout.Newest.Arrival;

/**
 * Decides where another execution goes on with a deployment whose own has died, over what is recorded of it (scenario 21). What
 * the dead one did without writing it down, the next look finds.
 */
public final class Recovering {
    private static final String ABORTED = "DeployerAborted";
    private static final String DIED = "RecoveryDied";
    private static final Set<String> LEFT = Set.of(ABORTED, DIED);

    /** Where it goes on, as the state machine branches on it. */
    public enum From {
        /** Nothing was planned, so nothing was touched. */
        PLAN,
        /** It was planned, and perhaps changed: look which. */
        LOOK,
        /** The target was told to run it: watch that. */
        OBSERVE,
        /** It was to go back, and perhaps began to: go back. */
        BACK,
        /** It was going back: watch that. */
        RESTORE,
        /** A person aborted it, or its recovery died too: look what runs, and leave it. */
        LEAVE,
        /** Its ending is known. */
        CLOSE
    }

    /** Where it goes on, and what is known of it by then; an ending where it is known. */
    public record Step(From from, Deployment deployment, Optional<Ending> ending) {}

    private Recovering() {}

    /** Returns how long the last Lambda of a stopped execution may still write; nothing if it must have stopped (scenario 36). */
    public static Optional<Duration> tooEarly(Instant stopped, Duration lastWriter, Instant now) {
        return Optional.of(Duration.between(now, stopped.plus(lastWriter))).filter(Duration::isPositive);
    }

    /**
     * Decides where to go on.
     *
     * @param left the deployment as the dead execution left it, taken over
     * @param tags what the target follows; empty where its document is gone
     * @param waiting what came meanwhile: if it is newer, it is brought instead
     * @param holder its claim: what it brings may have been pushed once more, and whoever asked to turn it around after the death has decided since, which of what was planned is heard
     * @param again whether the dead execution was a recovery itself: there is no third try
     */
    public static Step from(Deployment left, Optional<Tags> tags, Optional<Waiting> waiting, Claim holder, boolean again) {
        if (left.ending().isPresent()) {
            return new Step(From.CLOSE, left, left.ending());
        }
        boolean wanted = left.plan().isPresent() && holder.stopRequested().filter(one -> askedSince(left, one)).isPresent();
        if (!wanted && (again || left.death().filter(death -> death.how() == Death.How.ABORTED).isPresent())) {
            Deployment known = left.because(cause(left, again));
            return left.plan().isEmpty() ? new Step(From.CLOSE, known, Optional.of(Ending.NOT_CHANGED)) : new Step(From.LEAVE, known, Optional.empty());
        }
        if (left.restore().isPresent()) {
            return back(left, left.restore().get());
        }
        if (left.plan().isPresent() && left.cause().isPresent()) {
            return new Step(From.BACK, left, Optional.empty());
        }
        Optional<Waiting> newer = newer(left, holder, tags, waiting);
        if (newer.isPresent()) {
            return new Step(From.CLOSE, left.with(superseded(newer.get())), Optional.of(Ending.SUPERSEDED));
        }
        return new Step(left.change().isPresent() ? From.OBSERVE : left.plan().isPresent() ? From.LOOK : From.PLAN, left, Optional.empty());
    }

    /** Says whether a person asked after its execution died: an abort takes back what was asked before it, and nothing that comes later. */
    static boolean askedSince(Deployment left, StopRequest wish) {
        return left.death().filter(death -> wish.latest().isAfter(death.at())).isPresent();
    }

    /** Says whether it was left as it is since nobody was to go on with it. */
    static boolean left(Deployment ended) {
        return ended.cause().filter(cause -> LEFT.contains(cause.code())).isPresent();
    }

    private static Step back(Deployment left, Restore restore) {
        return switch (restore.way()) {
            case UNTOUCHED -> new Step(From.CLOSE, left, Optional.of(Ending.NOT_CHANGED));
            case LEFT, KEPT -> new Step(From.CLOSE, left, Optional.of(Ending.NEEDS_HUMAN));
            case WATCHED, STOPPED, UPDATED -> new Step(From.RESTORE, left, Optional.empty());
        };
    }

    private static Optional<Waiting> newer(Deployment left, Claim holder, Optional<Tags> tags, Optional<Waiting> waiting) {
        return waiting.filter(one -> tags.filter(follows -> takesOver(left, holder, follows, one.request())).isPresent());
    }

    /**
     * Says whether a request takes the place of a deployment whose execution died: it is newer, what was changed is recorded, and nothing
     * goes back or was to; a restore is brought to its end first, whoever died over it.
     */
    public static boolean takesOver(Deployment dead, Claim holder, Tags tags, Request request) {
        return dead.ending().isEmpty() && dead.restore().isEmpty() && dead.cause().isEmpty() && (dead.plan().isEmpty() || dead.change().isPresent()) && dead.action() == Action.DEPLOY && request.action() == Action.DEPLOY
                && Newest.newer(tags, Arrival.of(request), dead.origin().byHand() ? new Arrival(Optional.empty(), dead.origin().at()) : holder.brings(dead));
    }

    /** Returns why a deployment whose execution died is not brought to its end. */
    public static Cause superseded(Waiting by) {
        return superseded(by.deployment().value(), by.request());
    }

    /** The same, of a request that did not have to wait. */
    public static Cause superseded(String by, Request request) {
        return Cause.of(Claiming.SUPERSEDED, "Its execution died, and %s%s, of %s, is newer: that is brought instead."
                .formatted(by, request.tag().map(" (%s)"::formatted).orElse(""), request.origin().at())).with(Claiming.BY, by);
    }

    private static Cause cause(Deployment left, boolean again) {
        Death death = left.death().orElseThrow();
        Cause cause = again
                ? Cause.of(DIED, "Its execution died, and so did the one that went on with it; there is no third try, and it was left as it is.")
                        .with("execution", death.execution())
                : Cause.of(ABORTED, "Somebody aborted its execution at %s: who, only CloudTrail's StopExecution tells. It was left as it is."
                        .formatted(death.at())).with("execution", death.execution());
        return left.cause().map(first -> cause.with("before", first.sentence())).orElse(cause);
    }
}
