package slipway.cli.bench.verdicts;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import slipway.cli.bench.detection.Scene;
import slipway.sandbox.Ways;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.simulation.Dice;
import slipway.sandbox.simulation.Variety;

/**
 * A service as its owner has set it up, who knows how long it takes.
 *
 * @param launch until a task is RUNNING
 * @param check of its target groups
 * @param groups how many target groups there are
 * @param checked whether its container has a health check of its own
 * @param breaker whether ECS's circuit breaker may roll back
 * @param listens from a container's start until the new image answers
 * @param drain how long a target group lets connections end
 * @param bake how long the new release has to stay healthy
 * @param lag how long DescribeServices may be behind a change
 * @param ways how AWS behaves where no document decides
 */
record Setting(int desired, Duration launch, HealthCheck check, int groups, boolean checked, boolean breaker, Duration listens, Duration drain,
        Duration bake, Duration lag, Ways ways) {
    private static final List<Integer> SIZES = List.of(1, 2, 3, 5, 10);
    private static final List<Integer> BAKES = List.of(20, 30, 60, 120);
    private static final List<Integer> DRAINS = List.of(5, 30, 60);
    private static final double SLOW = 0.3;
    private static final double LAGS = 0.25;
    private static final double CHECKED = 0.25;
    private static final double VARIANCE = 0.1;
    private static final int USUAL = 5;
    /** From RUNNING until the load balancer knows the target, looks and passes of the scheduler. */
    private static final Duration MARGIN = Duration.ofSeconds(20);
    /** For so long ECS takes a task that nothing checks for one that has to show itself. */
    private static final Duration UNCHECKED = Duration.ofSeconds(40);
    private static final Duration DEADLINE = Duration.ofMinutes(15);

    static Setting draw(Dice dice) {
        int desired = dice.pick(SIZES);
        Duration launch = Duration.ofSeconds(dice.chance(0.5) ? dice.between(20, 90) : dice.between(2, 10));
        HealthCheck check = dice.pick(Arrays.asList(Scene.Checks.values())).of("/health");
        int groups = dice.between(0, 2);
        boolean checked = dice.chance(CHECKED);
        boolean breaker = dice.chance(0.5);
        Duration listens = Duration.ofSeconds(dice.chance(SLOW) ? dice.between(10, 120) : USUAL);
        Duration drain = Duration.ofSeconds(dice.pick(DRAINS));
        Duration bake = Duration.ofSeconds(dice.pick(BAKES));
        Duration lag = dice.chance(LAGS) ? dice.time(Duration.ofSeconds(1), Duration.ofSeconds(20)) : Duration.ZERO;
        return new Setting(desired, launch, check, groups, checked, breaker, listens, drain, bake, lag, Variety.draw(dice, lag));
    }

    /** The same with at least so many tasks, and with these checks. */
    Setting with(int tasks, int targetGroups, boolean ownCheck) {
        return new Setting(Math.max(desired, tasks), launch, check, targetGroups, ownCheck, breaker, listens, drain, bake, lag, ways);
    }

    /** The same, where whatever is healthy for so long from its containers' start on and then is not can't outlive the bake. */
    Setting proving(Duration late) {
        Duration needed = late.isZero() ? bake : late.plus(MARGIN);
        return new Setting(desired, launch, check, groups, checked, breaker, listens, drain, bake.compareTo(needed) < 0 ? needed : bake, lag, ways);
    }

    LaunchTimes times() {
        LaunchTimes even = LaunchTimes.exactly(launch);
        return new LaunchTimes(even.provisioning(), even.pulling(), even.activating(), even.stopping(), even.deprovisioning(), even.pass(), VARIANCE);
    }

    boolean slow() {
        return listens.toSeconds() > USUAL;
    }

    /** Returns a grace period in which a good image can become healthy: a fresh target may need as many passes as an ill one. */
    Duration grace() {
        return listens.plus(healthy());
    }

    private Duration healthy() {
        return check.interval().multipliedBy(check.healthyThreshold() + 1L);
    }

    /** Returns the longest that a target takes to be unhealthy from its first failure on: one more than the threshold, and what is due next. */
    Duration unhealthy() {
        return check.interval().multipliedBy(check.unhealthyThreshold() + 2L);
    }

    /** Returns how long it is from UpdateService until a good image is live that nothing befalls. */
    Duration length() {
        Duration passes = check.interval().multipliedBy(ways.elb().freshNeedThreshold() ? check.healthyThreshold() : 1);
        Duration proven = groups > 0 ? passes : checked ? ServicePlace.CHECK_EVERY : UNCHECKED;
        return launch.plus(listens).plus(proven).plus(groups > 0 ? drain : Duration.ZERO).plus(bake);
    }

    /** Returns a deadline in which three of its starts fit, and what it has to wait for besides. */
    Duration deadline(Duration besides) {
        Duration needed = launch.plus(grace()).plus(drain).plus(MARGIN).multipliedBy(3).plus(bake.multipliedBy(2)).plus(besides);
        return needed.compareTo(DEADLINE) < 0 ? DEADLINE : needed;
    }

    @Override
    public String toString() {
        return "%d tasks, launch %d s, listens after %d s, check every %d s, %d groups%s%s, grace %d s, bake %d s, drain %d s, reads lag %d ms".formatted(desired, launch.toSeconds(),
                listens.toSeconds(), check.interval().toSeconds(), groups, checked ? ", own check" : "", breaker ? ", breaker" : "", grace().toSeconds(), bake.toSeconds(),
                drain.toSeconds(), lag.toMillis());
    }
}
