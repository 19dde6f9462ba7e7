package slipway.sandbox.cloud.lambda;

import java.time.Duration;

/**
 * How long Lambda tries an asynchronous invocation again (API_PutFunctionEventInvokeConfig: 0 to 2 attempts, 60 to 21,600 seconds).
 *
 * @param attempts how often one that failed is tried again
 * @param oldest how old an event may be when it is tried
 */
public record EventInvokeConfig(int attempts, Duration oldest) {
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofHours(6);
    /** What Lambda does by itself. */
    public static final EventInvokeConfig DEFAULT = new EventInvokeConfig(2, LONGEST);

    public EventInvokeConfig {
        if (attempts < 0 || attempts > 2) {
            throw new IllegalArgumentException("MaximumRetryAttempts is 0 to 2, was " + attempts);
        }
        if (oldest.compareTo(SHORTEST) < 0 || oldest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("MaximumEventAgeInSeconds is 60 to 21600, was " + oldest.toSeconds());
        }
    }
}
