package slipway.release;

import java.time.Instant;
import java.util.Optional;

/**
 * What the looks at a rollout, or at a restore, have shown so far.
 *
 * @param looks how often it was looked at
 * @param unread how many looks in a row got no reading
 * @param healthySince since when everything has been healthy without a break
 * @param counts the last reading's numbers
 * @param waitsFor what it waits for, with the number and the limit
 * @param nextLook how long until the next look, in seconds
 */
public record Progress(
        int looks, int unread, Optional<Instant> healthySince, Counts counts, String waitsFor, int nextLook) {
    /** Before the first look. */
    public static Progress start(int firstWait) {
        return new Progress(0, 0, Optional.empty(), Counts.NONE, "the first look", firstWait);
    }
}
