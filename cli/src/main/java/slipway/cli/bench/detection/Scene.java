package slipway.cli.bench.detection;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.elb.HealthCheck;

/**
 * One service and one image that is brought to it.
 *
 * @param desired how many tasks
 * @param kept where ECS goes back, it goes on with the tasks that still run; no document says whether it does
 */
public record Scene(Failure failure, Launch launch, Checks checks, int desired, boolean kept) {
    private static final List<Integer> SIZES = List.of(1, 2, 5, 25);

    /** What is wrong with the image. */
    public enum Failure {
        /** It is deleted from the registry after Plan has found it there. */
        CANNOT_PULL,
        /** It declares the task's processor, and holds a program for another. */
        EXEC_FORMAT,
        CRASH_AT_BOOT,
        /** It listens after five seconds. */
        CRASH_AFTER_20S,
        HEALTH_404,
        /** Nothing: it listens only after 50 s, within its grace period. */
        SLOW_BUT_FINE,
        /** It answers for a while and does not for as long. */
        FLAPPING,
        OOM;

        Behaviour behaviour(Checks checks) {
            return switch (this) {
                case CANNOT_PULL -> Behaviour.GOOD;
                case EXEC_FORMAT -> Behaviour.GOOD.saying("exec /app/server: exec format error").crashingAfter(Duration.ZERO, 1);
                case CRASH_AT_BOOT -> Behaviour.GOOD.saying("panic: no such table: users").crashingAfter(Duration.ofSeconds(2), 1);
                case CRASH_AFTER_20S -> Behaviour.GOOD.crashingAfter(Duration.ofSeconds(20), 1);
                case HEALTH_404 -> Behaviour.GOOD.answering(404);
                case SLOW_BUT_FINE -> Behaviour.GOOD.listeningAfter(Duration.ofSeconds(50));
                // So long that the load balancer's threshold is reached, whatever its interval.
                case FLAPPING -> Behaviour.GOOD.flapping(checks.interval.multipliedBy(checks.unhealthy + 1L));
                case OOM -> Behaviour.GOOD.outOfMemoryAfter(Duration.ofSeconds(10));
            };
        }
    }

    /** How long a task takes to be RUNNING. */
    public enum Launch {
        FARGATE(57),
        /** The image is on the instance. */
        EC2(4);

        final Duration time;

        Launch(int seconds) {
            time = Duration.ofSeconds(seconds);
        }
    }

    /** The target group's health check. */
    public enum Checks {
        TUNED(5, 2, 2),
        DEFAULT(30, 5, 2);

        private static final Duration TIMEOUT = Duration.ofSeconds(3);

        final Duration interval;
        private final int healthy;
        private final int unhealthy;

        Checks(int seconds, int healthy, int unhealthy) {
            this.interval = Duration.ofSeconds(seconds);
            this.healthy = healthy;
            this.unhealthy = unhealthy;
        }

        /** Returns it for a path. */
        public HealthCheck of(String path) {
            return HealthCheck.of(path).timeout(TIMEOUT).every(interval).thresholds(healthy, unhealthy);
        }
    }

    static List<Scene> all() {
        return Stream.of(false, true).flatMap(Scene::all).toList();
    }

    private static Stream<Scene> all(boolean kept) {
        return Arrays.stream(Failure.values()).flatMap(failure -> Arrays.stream(Launch.values()).flatMap(launch -> Arrays.stream(Checks.values())
                .flatMap(checks -> SIZES.stream().map(desired -> new Scene(failure, launch, checks, desired, kept)))));
    }

    boolean good() {
        return failure == Failure.SLOW_BUT_FINE;
    }

    /** Returns the service's grace period: what is slow needs one in which it can become healthy, as its owner would have found out. */
    Duration grace() {
        return Duration.ofSeconds(good() ? 240 : 60);
    }

    /** Returns the figure's name: {@code detection.crash-at-boot.fargate.tuned.desired-2}, or {@code detection.tasks-kept.crash-at-boot…}. */
    String name() {
        return "detection." + (kept ? "tasks-kept." : "") + String.join(".", Stream.of(failure, launch, checks).map(Scene::word).toList()) + ".desired-" + desired;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
