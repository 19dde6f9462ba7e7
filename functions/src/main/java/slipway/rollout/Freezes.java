package slipway.rollout;

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

    /** Returns every freeze that is there, expired ones too, by target. */
    List<Freeze> all();

    /** Writes it in the place of the one before. */
    void put(Freeze freeze);

    /** Removes the target's own freeze, or with {@link TargetName#ALL} that of all, if there is one. */
    void remove(TargetName target);
}
