package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.ecs.ServiceDeployment.Status;
import slipway.sandbox.cloud.ecs.Variants.Way;

/**
 * Begins, fails and rolls back deployments, with the service deployment that each belongs to (aws-facts 2.3
 * to 2.5).
 */
final class Rollout {
    /** ECS refuses more at the same time (containers-roadmap#2836); the error's code is believed, its text is quoted there. */
    private static final int ACTIVE_DEPLOYMENTS = 5;

    private final World world;
    private final Announcer announcer;
    private final AlarmWatch alarms;

    Rollout(World world, Announcer announcer) {
        this.world = world;
        this.announcer = announcer;
        this.alarms = new AlarmWatch(world, this::failByAlarm);
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
        return alarms.watch(first(workload, new Deployment("ecs-svc/" + world.ids().number(19), workload, revision, cause, rollback, alarms.ill(workload), now())));
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
        completed.goBack(cause, alarms.ill(workload), now());
        workload.deployments.remove(completed);
        workload.inactive.remove(completed);
        return alarms.watch(first(workload, completed));
    }

    private String arn(String kind, Workload workload, String id) {
        return world.place().arn("ecs", kind + "/" + workload.cluster + "/" + workload.name + "/" + id);
    }

    private Instant now() {
        return world.timeline().now();
    }
}
