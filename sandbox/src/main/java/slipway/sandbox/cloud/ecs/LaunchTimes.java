package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the steps of a Fargate task take. The states are AWS's (ECS: task-lifecycle); the numbers are an experience,
 * not a document: about 57 s from start to RUNNING.
 *
 * @param provisioning until the network interface is attached
 * @param pulling PENDING: until the images are pulled and the containers started
 * @param activating from the containers' start until the task is RUNNING; a container that exits within it never ran
 * @param stopping from SIGTERM until the containers have exited
 * @param deprovisioning until the network interface is gone
 * @param pass from a cause until the service scheduler acts on it
 * @param variance each launch step takes up to this share more or less, drawn from the seed
 */
public record LaunchTimes(
        Duration provisioning, Duration pulling, Duration activating, Duration stopping, Duration deprovisioning,
        Duration pass, double variance) {
    public static final LaunchTimes FARGATE = new LaunchTimes(
            Duration.ofSeconds(15), Duration.ofSeconds(37), Duration.ofSeconds(5),
            Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(1), 0.1);

    public LaunchTimes {
        if (variance < 0 || variance >= 1) {
            throw new IllegalArgumentException("variance is at least 0 and below 1, was " + variance);
        }
    }

    /** Returns the same shares with another time from start to RUNNING, and no variance. */
    public static LaunchTimes exactly(Duration toRunning) {
        long millis = toRunning.toMillis();
        return new LaunchTimes(
                Duration.ofMillis(millis * 15 / 57), Duration.ofMillis(millis * 37 / 57),
                Duration.ofMillis(millis - millis * 15 / 57 - millis * 37 / 57),
                FARGATE.stopping, FARGATE.deprovisioning, FARGATE.pass, 0);
    }

    Duration vary(Duration step, RandomGenerator random) {
        return variance == 0 ? step
                : Duration.ofMillis(Math.round(step.toMillis() * (1 - variance + 2 * variance * random.nextDouble())));
    }
}
