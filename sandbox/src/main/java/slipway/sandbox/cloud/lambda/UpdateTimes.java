package slipway.sandbox.cloud.lambda;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long Lambda takes behind its calls. The states are AWS's ("Lambda function states"), the numbers an experience, not a document.
 *
 * @param update from UpdateFunctionCode until its LastUpdateStatus is final
 * @param publish from PublishVersion until the version is Active, where it starts Pending
 * @param noticing from the deletion of a function's image until the function fails for it
 * @param variance update and publish take up to this share more or less, drawn from the seed
 */
public record UpdateTimes(Duration update, Duration publish, Duration noticing, double variance) {
    public static final UpdateTimes USUAL = new UpdateTimes(Duration.ofSeconds(12), Duration.ofSeconds(6), Duration.ofHours(2), 0.4);

    public UpdateTimes {
        if (variance < 0 || variance >= 1) {
            throw new IllegalArgumentException("variance is at least 0 and below 1, was " + variance);
        }
    }

    /** Returns these times for updates and versions, without variance. */
    public static UpdateTimes exactly(Duration update, Duration publish) {
        return new UpdateTimes(update, publish, USUAL.noticing, 0);
    }

    Duration vary(Duration step, RandomGenerator random) {
        return variance == 0 ? step
                : Duration.ofMillis(Math.round(step.toMillis() * (1 - variance + 2 * variance * random.nextDouble())));
    }
}
