package slipway.rollout;

import java.util.Optional;
import slipway.release.Cause;

/**
 * Where a target stands while nobody knows what a dead execution did to it.
 *
 * @param untouched whether it is still as it was planned upon
 * @param runs what it runs, in words for people
 * @param back why what was brought is on its way back already, or has come back, though nobody wrote down that it was brought
 */
public record Standing(boolean untouched, String runs, Optional<Cause> back) {
    /** A target that does not go back by itself. */
    public Standing(boolean untouched, String runs) {
        this(untouched, runs, Optional.empty());
    }
}
