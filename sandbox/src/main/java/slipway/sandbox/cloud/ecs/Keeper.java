package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import slipway.sandbox.cloud.elb.TargetGroup;
import slipway.sandbox.cloud.elb.TargetHealth;

/** What the service scheduler makes of a task's fate: registers, replaces, counts for the breaker, slows the starts down. */
final class Keeper implements TaskLife.Owner {
    /** Start failures in a row that are not delayed, and the bounds of the delay; of these AWS names the upper one only. */
    private static final int FREE_FAILURES = 3;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    private static final Duration LAST_DELAY = Duration.ofMinutes(15);

    private final World world;
    private final Announcer announcer;
    private final Traffic traffic;
    private final Scheduler scheduler;

    Keeper(World world, Announcer announcer, Traffic traffic, Scheduler scheduler) {
        this.world = world;
        this.announcer = announcer;
        this.traffic = traffic;
        this.scheduler = scheduler;
        world.elb().watch(this::targetChanged);
    }

    @Override
    public void running(Task task) {
        task.workload.startFailures = 0;
        Breaker.running(task.deployment, task.workload.config.breaker());
        if (!world.variants().has(Variants.Way.REGISTERS_WHILE_ACTIVATING)) {
            traffic.register(task);
        }
        world.timeline().after(Duration.ofSeconds(task.workload.graceSeconds), () -> judge(task));
        if (task.workload.loadBalancers.isEmpty()) {
            world.timeline().after(Traffic.UNCHECKED, () -> scheduler.nudge(task.workload));
        }
        scheduler.nudge(task.workload);
    }

    @Override
    public void died(Task task) {
        Workload workload = task.workload;
        workload.steady = false;
        if (task.neverRan() && task.deployment == workload.primary()) {
            Breaker.neverRan(task.deployment, workload.config.breaker());
            throttle(workload);
        }
        checkBreaker(workload);
        scheduler.nudge(workload);
    }

    /** Only tasks that never reach RUNNING slow the starts down, up to 15 minutes (ECS: service-throttle-logic). */
    private void throttle(Workload workload) {
        workload.startFailures++;
        if (workload.startFailures < FREE_FAILURES) {
            return;
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(workload.startFailures - FREE_FAILURES, 10));
        Instant until = world.timeline().now().plus(delay.compareTo(LAST_DELAY) > 0 ? LAST_DELAY : delay);
        workload.noStartBefore = until;
        world.timeline().at(until, () -> scheduler.nudge(workload));
        announcer.say(workload, "is unable to consistently start tasks successfully.");
        announcer.emit(workload, "WARN", "SERVICE_TASK_START_IMPAIRED");
    }

    private void targetChanged(TargetGroup group, String address, int port, TargetHealth health) {
        traffic.task(group.arn(), address, port).ifPresent(task -> {
            announcer.changed(task);
            if (health.isUnhealthy()) {
                judge(task);
            }
            if (health.isHealthy()) {
                healthy(task);
            }
        });
    }

    private void healthy(Task task) {
        Breaker.healthy(task.deployment, task.workload.config.breaker());
        scheduler.nudge(task.workload);
    }

    /** Says that a task's checks find it unhealthy, and has it replaced. */
    private void judge(Task task) {
        if (!traffic.condemned(task)) {
            return;
        }
        task.workload.steady = false;
        traffic.unhealthy(task).ifPresent(balancer -> announcer.say(task.workload,
                "(port " + balancer.containerPort() + ") is unhealthy in (target-group " + balancer.targetGroupArn() + ") due to (reason "
                + traffic.health(task, balancer).description().orElse("") + ")."));
        scheduler.nudge(task.workload);
    }

    /** An unhealthy task is told to stop, for its replacement or to make room for it. */
    void replaced(Task task) {
        if (task.deployment == task.workload.primary()) {
            Breaker.unhealthy(task.deployment, world.variants());
        }
        checkBreaker(task.workload);
    }

    /** A task that the scheduler can't launch is a failed one (api: Deployment, failedTasks), and is tried again later. */
    void unplaced(Workload workload) {
        Breaker.neverRan(workload.primary(), workload.config.breaker());
        throttle(workload);
        Instant soonest = world.timeline().now().plus(FIRST_DELAY);
        workload.noStartBefore = workload.noStartBefore.isBefore(soonest) ? soonest : workload.noStartBefore;
        world.timeline().at(workload.noStartBefore, () -> scheduler.nudge(workload));
        checkBreaker(workload);
    }

    private void checkBreaker(Workload workload) {
        if (Breaker.trips(workload.primary(), workload.config, workload.desiredCount())) {
            scheduler.rollout().fail(workload);
        }
    }

    @Override
    public void failedContainerCheck(Task task) {
        judge(task);
    }

    @Override
    public void passedContainerCheck(Task task) {
        healthy(task);
    }

    @Override
    public void drained(Task task) {
        announcer.say(task.workload, "has stopped 1 running tasks: " + Announcer.named(List.of(task)) + ".");
        scheduler.nudge(task.workload);
    }

    @Override
    public void stopped(Task task) {
        scheduler.nudge(task.workload);
    }
}
