package slipway.sandbox.cloud.eventbridge;

import java.time.Duration;

/** When a failed delivery is tried again: exponential back-off; EventBridge does not say with which numbers. */
final class Delays {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private Delays() {}

    static Duration before(int retry) {
        Duration growing = Duration.ofSeconds(1L << Math.min(retry, 20));
        return growing.compareTo(LONGEST) < 0 ? growing : LONGEST;
    }
}
