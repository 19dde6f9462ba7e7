package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.sandbox.cloud.ecs.ServiceDeployment.Status;
import slipway.sandbox.cloud.ecs.Variants.Way;

/** When a deployment is over: completed, or replaced by another. */
final class Completion {
    /** How long a replaced deployment is listed, if it is. */
    private static final Duration INACTIVE = Duration.ofMinutes(10);

    private final World world;
    private final Announcer announcer;
    private final Traffic traffic;

    Completion(World world, Announcer announcer, Traffic traffic) {
        this.world = world;
        this.announcer = announcer;
        this.traffic = traffic;
    }

    /**
     * An old deployment is gone once all its tasks are stopped and drained; a failed one stays until the PRIMARY has
     * completed.
     */
    void retire(Workload workload) {
        Deployment primary = workload.primary();
        boolean atOnce = world.variants().has(Way.FAILED_LEAVE_AT_ONCE);
        replaced(workload, it -> it != primary && over(it)
                && (atOnce || it.rollout() != Deployment.Rollout.FAILED || primary.rollout() == Deployment.Rollout.COMPLETED));
    }

    /** The API knows INACTIVE for what is replaced, and logs show that it is gone. */
    private void replaced(Workload workload, Predicate<Deployment> gone) {
        if (world.variants().has(Way.REPLACED_STAY_INACTIVE)) {
            workload.deployments.stream().filter(gone).forEach(it -> {
                workload.inactive.add(it);
                world.timeline().after(INACTIVE, () -> workload.inactive.remove(it));
            });
        }
        workload.deployments.removeIf(gone);
    }

    private static boolean over(Deployment deployment) {
        return deployment.tasks().stream().allMatch(task -> task.status().ending());
    }

    /**
     * A deployment is COMPLETED once the service is steady: its own tasks healthy, all others gone (that these must be
     * drained is believed); sooner where early success criteria say so; and later by the bake time, while alarms are watched.
     */
    void complete(Workload workload) {
        Deployment primary = workload.primary();
        EarlySuccess early = workload.config.early();
        long healthy = primary.tasks().stream().filter(traffic::healthy).count();
        boolean full = primary.live() == workload.desiredCount() && healthy == workload.desiredCount();
        boolean alone = workload.deployments.stream().allMatch(it -> it == primary || gone(it));
        boolean enough = early.enabled() ? healthy >= early.needed(workload.desiredCount()) : full;
        if (primary.inProgress() && enough && (alone || early.enabled() && early.deferred()) && baked(primary)) {
            completed(workload, primary);
        }
        if (full && alone && primary.rollout() == Deployment.Rollout.COMPLETED && !workload.steady) {
            workload.steady = true;
            announcer.say(workload, "has reached a steady state.");
            announcer.emit(workload, "INFO", "SERVICE_STEADY_STATE");
        }
    }

    private boolean gone(Deployment deployment) {
        return over(deployment) || world.variants().has(Way.COMPLETES_BEFORE_DRAINED) && deployment.live() == 0;
    }

    /** With alarms that are watched a bake time goes by first (guide: deployment-alarm-failure, "Bake time"). */
    private boolean baked(Deployment primary) {
        if (!primary.watched()) {
            return true;
        }
        if (primary.bakes.isEmpty()) {
            primary.bakes = Optional.of(now());
            world.timeline().after(primary.alarms().bake(), () -> complete(primary.workload));
        }
        return !primary.bakes.get().plus(primary.alarms().bake()).isAfter(now());
    }

    private void completed(Workload workload, Deployment primary) {
        primary.become(Deployment.Rollout.COMPLETED, "ECS deployment " + primary.id + " completed.", now());
        replaced(workload, it -> it != primary && gone(it));
        workload.lastCompleted = Optional.of(primary);
        primary.cause.become(primary.rollback ? Status.ROLLBACK_SUCCESSFUL : Status.SUCCESSFUL, now());
        announcer.sayOf(primary, "deployment completed.");
        announcer.emit(primary, "SERVICE_DEPLOYMENT_COMPLETED", primary.reason());
    }

    private Instant now() {
        return world.timeline().now();
    }
}
