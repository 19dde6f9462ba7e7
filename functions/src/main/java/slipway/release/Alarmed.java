package slipway.release;

import java.time.Instant;

/**
 * An alarm of the target's that was not well before a deployment began (scenario 27).
 *
 * @param state as CloudWatch names it: {@code ALARM} or {@code INSUFFICIENT_DATA}
 * @param since when it came into that state
 */
public record Alarmed(String name, String state, Instant since) {
    /** Says whether it was in ALARM: then it says nothing of what is deployed until it has changed. */
    public boolean fired() {
        return state.equals("ALARM");
    }
}
