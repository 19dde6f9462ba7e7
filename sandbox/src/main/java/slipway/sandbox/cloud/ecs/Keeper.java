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
        Breaker.running(task.deployment);
        traffic.register(task);
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
            Breaker.neverRan(task.deployment);
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

    /** Replaces a task that its checks find unhealthy, except within the grace period (ECS: healthCheckGracePeriodSeconds). */
    private void judge(Task task) {
        Instant graceOver = task.startedAt.map(at -> at.plusSeconds(task.workload.graceSeconds)).orElse(Instant.MAX);
        if (graceOver.isAfter(world.timeline().now()) || !task.live()) {
            return;
        }
        traffic.unhealthy(task).ifPresent(balancer -> {
            TargetHealth health = traffic.health(task, balancer);
            String group = "(target-group " + balancer.targetGroupArn() + ")";
            announcer.say(task.workload,
                    "(port " + balancer.containerPort() + ") is unhealthy in " + group + " due to (reason "
                    + health.description().orElse("") + ").");
            replace(task, "Task failed ELB health checks in " + group);
        });
        if (task.live() && task.healthStatus().equals("UNHEALTHY")) {
            replace(task, "Task failed container health checks");
        }
    }

    private void replace(Task task, String reason) {
        Workload workload = task.workload;
        workload.steady = false;
        scheduler.life().stop(task, reason, false);
        announcer.say(workload, "has stopped 1 running tasks: " + Announcer.named(List.of(task)) + ".");
        if (task.deployment == workload.primary()) {
            Breaker.unhealthy(task.deployment);
        }
        checkBreaker(workload);
        scheduler.nudge(workload);
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
