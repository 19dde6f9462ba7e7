package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.sandbox.cloud.ecs.ServiceDeployment.Status;
import slipway.sandbox.cloud.ecs.Variants.Way;

/**
 * Begins, fails, rolls back and completes deployments, with the service deployment that each belongs to (aws-facts 2.3
 * to 2.5).
 */
final class Rollout {
    /** ECS refuses more at the same time (containers-roadmap#2836); the error's code is believed, its text is quoted there. */
    private static final int ACTIVE_DEPLOYMENTS = 5;

    /** How long a replaced deployment is listed, if it is. */
    private static final Duration INACTIVE = Duration.ofMinutes(10);

    /** Between two looks at a deployment's alarms. */
    private static final Duration ALARM_LOOK = Duration.ofSeconds(10);

    private final World world;
    private final Announcer announcer;
    private final Traffic traffic;

    Rollout(World world, Announcer announcer, Traffic traffic) {
        this.world = world;
        this.announcer = announcer;
        this.traffic = traffic;
    }

    /** @throws slipway.sandbox.cloud.AwsFault InvalidParameterException if there is no room for another deployment */
    void requireRoom(Workload workload) {
        if (workload.deployments.size() >= ACTIVE_DEPLOYMENTS) {
            throw Input.invalid("5 active deployments exist, unable to create new deployment.");
        }
    }

    /** Begins what an UpdateService asks for; a service deployment that still runs is stopped. */
    void begin(Workload workload, Definition definition) {
        requireRoom(workload);
        Revision revision = new Revision(arn("service-revision", workload, world.ids().number(19)), definition, now());
        workload.history.stream().filter(it -> !it.finished()).forEach(it -> it.become(Status.STOP_REQUESTED, now()));
        ServiceDeployment cause = new ServiceDeployment(arn("service-deployment", workload, world.ids().hex(21)), workload,
                revision, sources(workload), now());
        workload.history.add(cause);
        start(workload, revision, cause, false);
    }

    private Deployment start(Workload workload, Revision revision, ServiceDeployment cause, boolean rollback) {
        return watched(first(workload, new Deployment("ecs-svc/" + world.ids().number(19), workload, revision, cause, rollback, !fired(workload).isEmpty(), now())));
    }

    private Deployment watched(Deployment begun) {
        if (begun.watched()) {
            look(begun);
        }
        return begun;
    }

    private List<String> fired(Workload workload) {
        return workload.config.alarms().names().stream().filter(world.alarms()::fired).toList();
    }

    /** ECS polls a deployment's alarms once a task of it runs (guide: deployment-alarm-failure; the announcement); how often no page says. */
    private void look(Deployment deployment) {
        world.timeline().after(ALARM_LOOK, () -> {
            if (!deployment.watched() || deployment != deployment.workload.primary()) {
                return;
            }
            List<String> fired = deployment.hasRun() ? deployment.alarms().names().stream().filter(world.alarms()::fired).toList() : List.of();
            if (fired.isEmpty()) {
                look(deployment);
            } else {
                failByAlarm(deployment, fired);
            }
        });
    }

    /** The event's text is seen in logs; those of the rollout's reason and of the service deployment are believed. */
    private void failByAlarm(Deployment failed, List<String> fired) {
        failed.alarmed();
        failed.cause.triggered(fired);
        end(failed, "ECS deployment failed: alarm detected.", "deployment failed: alarm detected.", failed.alarms().rollback(),
                "Service deployment %s because an alarm was detected.");
    }

    private static Deployment first(Workload workload, Deployment deployment) {
        workload.deployments.addFirst(deployment);
        workload.steady = false;
        workload.startFailures = 0;
        workload.noStartBefore = Instant.MIN;
        return deployment;
    }

    private Map<Revision, Integer> sources(Workload workload) {
        Map<Revision, Integer> sources = new LinkedHashMap<>();
        for (Deployment old : workload.deployments) {
            int running = Math.toIntExact(old.tasks().stream().filter(Task::running).count());
            sources.merge(old.revision, running, Integer::sum);
        }
        return sources;
    }

    /** Lets requested changes of service deployments come about; ECS takes them up a moment after the call. */
    void advance(Workload workload) {
        for (ServiceDeployment each : List.copyOf(workload.history)) {
            switch (each.status()) {
                case PENDING -> {
                    each.become(Status.IN_PROGRESS, now());
                    Deployment deployment = workload.primary();
                    announcer.emit(deployment, "SERVICE_DEPLOYMENT_IN_PROGRESS", deployment.reason());
                }
                case STOP_REQUESTED -> each.become(Status.STOPPED, now());
                case ROLLBACK_REQUESTED -> {
                    if (!each.updatedAt().plus(stopDelay()).isAfter(now())) {
                        stopByHand(workload, each);
                    }
                }
                case IN_PROGRESS, ROLLBACK_IN_PROGRESS, SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> { }
            }
        }
    }

    /** How long a requested rollback is only requested; no document says. */
    Duration stopDelay() {
        return world.variants().has(Way.STOP_TAKES_A_MINUTE) ? Duration.ofMinutes(1) : Duration.ZERO;
    }

    /** The texts of a rollback by hand are believed, and so is FAILED: no document or log has them. */
    private void stopByHand(Workload workload, ServiceDeployment cause) {
        Deployment failed = workload.primary();
        if (!world.variants().has(Way.STOPPED_IS_NOT_FAILED)) {
            failed.become(Deployment.Rollout.FAILED, "ECS deployment " + failed.id + " stopped.", now());
        }
        announcer.changed(failed);
        rollBack(workload, cause, "Service deployment rolled back because of a stop request.");
    }

    /**
     * The circuit breaker has counted enough: the deployment launches no more tasks, and is rolled back if the service
     * wants that.
     */
    void fail(Workload workload) {
        Deployment failed = workload.primary();
        Breaker.Config config = workload.config.breaker();
        int threshold = config.threshold(workload.desiredCount());
        failed.cause.trip(new Breaker.Tripped(failed.failedTasks(), threshold));
        // The guide has the singular (ecs_service_deployment_events), logs have the plural.
        String what = world.variants().has(Way.FAILS_IN_SINGULAR) ? "task" : "tasks";
        end(failed, "ECS deployment circuit breaker: " + what + " failed to start.", "deployment failed: tasks failed to start.", config.rollback(),
                "Service deployment %s because the circuit breaker threshold was exceeded.");
    }

    private void end(Deployment failed, String reason, String told, boolean rollback, String why) {
        failed.become(Deployment.Rollout.FAILED, reason, now());
        announcer.sayOf(failed, told);
        announcer.emit(failed, "SERVICE_DEPLOYMENT_FAILED", failed.reason());
        if (failed.rollback) {
            failed.cause.become(Status.ROLLBACK_FAILED, now());
        } else if (rollback) {
            rollBack(failed.workload, failed.cause, why.formatted("rolled back"));
        } else {
            failed.cause.because(why.formatted("stopped"));
            failed.cause.become(Status.STOP_REQUESTED, now());
        }
    }

    /**
     * Goes back to the most recent COMPLETED deployment, once: it is IN_PROGRESS then, and no longer eligible. Without
     * one, all stalls.
     */
    private void rollBack(Workload workload, ServiceDeployment cause, String reason) {
        cause.because(reason);
        Optional<Deployment> target = workload.lastCompleted;
        workload.lastCompleted = Optional.empty();
        if (target.isEmpty()) {
            cause.because("No rollback candidate was found to run the rollback.");
            cause.become(Status.ROLLBACK_FAILED, now());
            return;
        }
        Revision revision = target.get().revision;
        cause.rollBack(new ServiceDeployment.Rollback(reason, now(), revision));
        Deployment rollback = world.variants().has(Way.ROLLBACK_REUSES_DEPLOYMENT)
                ? again(workload, target.get(), cause) : start(workload, revision, cause, true);
        if (world.variants().has(Way.ROLLBACK_KEEPS_TASKS)) {
            workload.live().filter(task -> task.deployment.revision == revision).forEach(task -> task.deployment = rollback);
        }
        if (world.variants().has(Way.ROLLBACK_REUSES_DIGESTS)) {
            rollback.reuse(revision.digests);
        }
        announcer.say(workload, "rolling back to deployment " + rollback.id + ".");
        announcer.emit(rollback, "SERVICE_DEPLOYMENT_IN_PROGRESS",
                "ECS deployment circuit breaker: rolling back to deploymentId " + rollback.id + ".");
    }

    /** The guide's example has the COMPLETED deployment become IN_PROGRESS again; events name a deployment to which they roll back. */
    private Deployment again(Workload workload, Deployment completed, ServiceDeployment cause) {
        completed.goBack(cause, !fired(workload).isEmpty(), now());
        workload.deployments.remove(completed);
        workload.inactive.remove(completed);
        return watched(first(workload, completed));
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

    private String arn(String kind, Workload workload, String id) {
        return world.place().arn("ecs", kind + "/" + workload.cluster + "/" + workload.name + "/" + id);
    }

    private Instant now() {
        return world.timeline().now();
    }
}
