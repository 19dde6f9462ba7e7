package slipway.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one deployment counts for in the four figures of DORA (dora.dev, "DORA's software delivery performance metrics"), as far as a deployer
 * can know it: for the metrics in CloudWatch and for {@code ./slipway stats} alike.
 */
public final class Delivery {
    private Delivery() {}

    /** Says whether it brought something and that went live: deployment frequency counts these. */
    public static boolean live(Deployment one) {
        return one.action() == Action.DEPLOY && ended(one, Ending.SUCCEEDED);
    }

    /** Says whether it brought something to production, however that ended: the change failure rate is of these. */
    public static boolean changed(Deployment one) {
        return live(one) || spoiled(one);
    }

    /** Says whether it is a change that failed, or the rollback by which a person says that an earlier one did. */
    public static boolean failed(Deployment one) {
        return spoiled(one) || rolledBackByHand(one);
    }

    /** Says whether it is a rollback that a person asked for, and it went well: it ends ROLLED_BACK, and nothing had to be restored. */
    public static boolean rolledBackByHand(Deployment one) {
        return one.action() == Action.ROLLBACK && one.restore().isEmpty() && ended(one, Ending.ROLLED_BACK);
    }

    /**
     * Returns how long a push took to be live: from the push, since nobody tells Slipway of the commit, until the bake was over; what is
     * watched after that is live already. Empty for what did not go live, and for what a person asked for, whose image may be old.
     */
    public static Optional<Duration> leadTime(Deployment one) {
        return live(one) && !one.origin().byHand() ? lasted(one.origin().at(), one.progress().flatMap(Progress::live).or(one::endedAt)) : Optional.empty();
    }

    /**
     * Returns how long a failure lasted until what ran before was seen healthy again: from the change that failed; of a rollback by hand from
     * when it was asked for, since nobody tells when people began to suffer. Empty for all else, and where a person still has to look.
     */
    public static Optional<Duration> timeToRestore(Deployment one) {
        return !ended(one, Ending.ROLLED_BACK) ? Optional.empty()
                : rolledBackByHand(one) ? lasted(one.startedAt(), one.endedAt())
                : spoiled(one) ? lasted(one.change().orElseThrow().at(), one.endedAt()) : Optional.empty();
    }

    private static boolean spoiled(Deployment one) {
        return one.action() == Action.DEPLOY && one.change().isPresent() && (ended(one, Ending.ROLLED_BACK) || ended(one, Ending.NEEDS_HUMAN));
    }

    private static boolean ended(Deployment one, Ending how) {
        return one.ending().equals(Optional.of(how));
    }

    /** The clocks are of two machines, and time never runs backwards. */
    private static Optional<Duration> lasted(Instant from, Optional<Instant> to) {
        return to.map(end -> end.isBefore(from) ? Duration.ZERO : Duration.between(from, end));
    }
}
