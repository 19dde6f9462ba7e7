package slipway.rollout;

import java.util.Optional;

/**
 * What others want of a running rollout.
 *
 * @param stop a person's wish to have it turned around
 * @param handOver something newer waits, and the target is not to keep it waiting
 */
public record Wishes(Optional<StopRequest> stop, boolean handOver) {
    /** Nobody wants anything of it. */
    public static final Wishes NONE = new Wishes(Optional.empty(), false);
}
