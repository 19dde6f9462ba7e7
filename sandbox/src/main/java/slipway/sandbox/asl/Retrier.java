package slipway.sandbox.asl;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * One entry of a Retry field.
 *
 * @param interval seconds before the first retry
 * @param attempts how many retries; 0: never
 * @param most the longest delay in seconds; empty: none
 * @param jitter the delay is drawn evenly from 0 to what it would be (JitterStrategy FULL)
 */
record Retrier(List<String> errors, long interval, long attempts, double backoff, OptionalLong most, boolean jitter) {
    /** Returns the delay before a retry; {@code done} retries of this entry went before. */
    Duration delay(long done, RandomGenerator random) {
        double seconds = Math.min(interval * Math.pow(backoff, done), most.orElse(Long.MAX_VALUE));
        // 99,999,999 seconds is the longest that Step Functions waits anywhere.
        double bounded = Math.min(seconds, 99_999_999);
        return Duration.ofMillis(Math.round(1000 * (jitter ? bounded * random.nextDouble() : bounded)));
    }
}
