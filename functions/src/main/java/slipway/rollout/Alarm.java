package slipway.rollout;

import java.time.Instant;

/**
 * What CloudWatch says of one alarm (API_MetricAlarm, API_CompositeAlarm).
 *
 * @param since when it came into this state; not when it was last evaluated
 * @param reason in CloudWatch's words, empty if it tells none; ours where the state is not CloudWatch's own
 */
public record Alarm(String name, State state, Instant since, String reason) {
    /** A state, as CloudWatch names it. */
    public enum State {
        OK,
        ALARM,
        /** It can't be judged: no data, or nobody evaluates it. It is neither well nor ill. */
        INSUFFICIENT_DATA
    }
}
