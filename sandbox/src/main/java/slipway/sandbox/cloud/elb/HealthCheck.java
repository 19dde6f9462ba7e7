package slipway.sandbox.cloud.elb;

import java.time.Duration;

/**
 * How a target group checks its targets (ELB: target-group-health-checks).
 *
 * @param healthyThreshold passing checks in a row that make an unhealthy target healthy; a fresh one needs a single pass
 * @param unhealthyThreshold failing checks in a row that make a target unhealthy
 */
public record HealthCheck(
        String path, Matcher matcher, Duration interval, Duration timeout, int healthyThreshold, int unhealthyThreshold) {
    public HealthCheck {
        require(path.startsWith("/"), "path starts with a slash");
        require(between(interval.toSeconds(), 5, 300), "interval is 5 to 300 seconds");
        require(between(timeout.toSeconds(), 2, 120), "timeout is 2 to 120 seconds");
        require(timeout.compareTo(interval) < 0, "timeout is less than interval");
        require(between(healthyThreshold, 2, 10), "healthyThreshold is 2 to 10");
        require(between(unhealthyThreshold, 2, 10), "unhealthyThreshold is 2 to 10");
    }

    /** Returns an ALB's defaults: code 200, every 30 s, timeout 5 s, 5 passes, 2 failures (ELB: target-group-health-checks). */
    public static HealthCheck of(String path) {
        return new HealthCheck(path, Matcher.parse("200"), Duration.ofSeconds(30), Duration.ofSeconds(5), 5, 2);
    }

    public HealthCheck matching(String codes) {
        return new HealthCheck(path, Matcher.parse(codes), interval, timeout, healthyThreshold, unhealthyThreshold);
    }

    public HealthCheck every(Duration time) {
        return new HealthCheck(path, matcher, time, timeout, healthyThreshold, unhealthyThreshold);
    }

    public HealthCheck timeout(Duration time) {
        return new HealthCheck(path, matcher, interval, time, healthyThreshold, unhealthyThreshold);
    }

    public HealthCheck thresholds(int healthy, int unhealthy) {
        return new HealthCheck(path, matcher, interval, timeout, healthy, unhealthy);
    }

    private static boolean between(long value, long least, long most) {
        return least <= value && value <= most;
    }

    private static void require(boolean holds, String relation) {
        if (!holds) {
            throw new IllegalArgumentException("health check: " + relation);
        }
    }
}
