package slipway.sandbox.cloud.eventbridge;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a rule sends what it caught.
 *
 * @param deadLetterQueue ARN of the queue for what could not be delivered; without one it is dropped
 */
public record Target(String id, String arn, Shape shape, Retries retries, Optional<String> deadLetterQueue) {
    /** A target that gets the whole event, retried as long as EventBridge does by itself. */
    public static Target of(String id, String arn) {
        return new Target(id, arn, new Shape.Whole(), Retries.DEFAULT, Optional.empty());
    }

    public Target shaped(Shape as) {
        return new Target(id, arn, as, retries, deadLetterQueue);
    }

    public Target retried(Retries limits) {
        return new Target(id, arn, shape, limits, deadLetterQueue);
    }

    public Target deadLettersTo(String queueArn) {
        return new Target(id, arn, shape, retries, Optional.of(queueArn));
    }

    /** How long delivery is retried (API_RetryPolicy: at most 185 attempts, 60 to 86,400 seconds). */
    public record Retries(int attempts, Duration maximumAge) {
        public static final Retries DEFAULT = new Retries(185, Duration.ofDays(1));

        public Retries {
            if (attempts < 0 || attempts > 185) {
                throw new IllegalArgumentException("MaximumRetryAttempts is 0 to 185, was " + attempts);
            }
            if (maximumAge.toSeconds() < 60 || maximumAge.toSeconds() > 86_400) {
                throw new IllegalArgumentException("MaximumEventAgeInSeconds is 60 to 86400, was " + maximumAge.toSeconds());
            }
        }
    }
}
