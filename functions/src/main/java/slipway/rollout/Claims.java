package slipway.rollout;

import slipway.release.TargetName;

/** What the ledger knows of each target, one item a target. */
public interface Claims {
    /** Reads consistently; {@link TargetState#unknown} where nothing was written. */
    TargetState read(TargetName target);

    /**
     * Replaces the item, if it is still the one that was read (same version); it then has the next version.
     *
     * @return false if somebody else wrote in between: read and decide again
     */
    boolean replace(TargetState read, TargetState wanted);
}
