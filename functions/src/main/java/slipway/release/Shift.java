package slipway.release;

import java.time.Instant;

/**
 * The share of its calls that a function's alias was last told to send to the new version.
 *
 * @param percent of the calls; {@link Traffic#ALL} at the end
 * @param at when it was told so: what was healthy before says nothing of this share
 * @param since when the first call may have reached the new version
 */
public record Shift(int percent, Instant at, Instant since) {
    /** Says whether the release before still gets calls too. */
    public boolean partly() {
        return percent < Traffic.ALL;
    }
}
