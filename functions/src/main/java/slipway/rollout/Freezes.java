package slipway.rollout;

import java.time.Instant;
import java.util.List;
import slipway.release.TargetName;

/** The freezes, one a target and one for all. */
public interface Freezes {
    /**
     * Reads the target's state and the freezes that concern it, each consistently, in one call.
     *
     * @throws TryAgain if the ledger did not give them all
     */
    Situation situation(TargetName target);

    /** Returns every freeze that is there, expired ones too, by target; none that was removed. */
    List<Freeze> all();

    /**
     * Writes it in the place of an older one. What began at its time or later stays, and so does an unfreeze that was asked for then: this one is a
     * late repeat.
     *
     * @return whether it was written
     */
    boolean put(Freeze freeze);

    /**
     * Removes the target's own freeze, or with {@link TargetName#ALL} that of all, if there is one that began no later than that; from now on
     * such a one that comes late is not taken any more.
     *
     * @param asked when the unfreeze was asked for
     * @return whether none is there now
     */
    boolean remove(TargetName target, Instant asked);
}
