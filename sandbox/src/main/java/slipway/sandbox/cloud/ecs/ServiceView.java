package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.Behaviour;

/** One service as the sandbox itself sees it, without a delay and in plain types. */
public final class ServiceView {
    /** An entry of {@code deployments[]}. */
    public record DeploymentView(
            String id, String status, String taskDefinition, String rolloutState, String reason,
            long desired, long pending, long running, int failed) {}

    /**
     * A task, stopped ones included.
     *
     * @param targets the state and reason code of each of its targets
     * @param digests by container
     */
    public record TaskView(
            String id, String deployment, String taskDefinition, String status, boolean stopping, String address, boolean healthy,
            List<String> targets, Map<String, String> digests, Optional<String> stoppedReason) {}

    private final Workload workload;
    private final Scheduler scheduler;
    private final Announcer announcer;
    private final World world;

    ServiceView(Workload workload, Scheduler scheduler, Announcer announcer, World world) {
        this.workload = workload;
        this.scheduler = scheduler;
        this.announcer = announcer;
        this.world = world;
    }

    public String arn() {
        return workload.arn;
    }

    public String taskDefinition() {
        return workload.primary().revision.definition.arn;
    }

    public int desired() {
        return workload.desiredCount();
    }

    /** Whether the PRIMARY deployment is COMPLETED and the service in a steady state. */
    public boolean steady() {
        return workload.steady;
    }

    /** Counts the tasks that are RUNNING and pass their checks. */
    public long healthy() {
        return workload.live().filter(scheduler.traffic()::healthy).count();
    }

    /** Returns the digests that live tasks run, by container; more than one per container in the middle of a deployment. */
    public Map<String, List<String>> images() {
        Map<String, List<String>> images = new TreeMap<>();
        for (ContainerDefinition container : workload.primary().revision.definition.containers) {
            images.put(container.name(), workload.live().filter(Task::running)
                    .flatMap(task -> task.containers.stream())
                    .filter(it -> it.definition.name().equals(container.name()))
                    .flatMap(it -> it.digest().stream()).distinct().sorted().toList());
        }
        return images;
    }

    public List<DeploymentView> deployments() {
        return workload.deployments.stream().map(it -> new DeploymentView(
                it.id, it.status(), it.revision.definition.arn, it.rollout().name(), it.reason(), it.desired(),
                it.tasks().stream().filter(Task::pending).count(), it.tasks().stream().filter(Task::running).count(),
                it.failedTasks())).toList();
    }

    public List<TaskView> tasks() {
        return workload.tasks().stream().map(this::view).toList();
    }

    private TaskView view(Task task) {
        Map<String, String> digests = new TreeMap<>();
        task.containers.forEach(container -> container.digest()
                .ifPresent(digest -> digests.put(container.definition.name(), digest)));
        List<String> targets = workload.loadBalancers.stream()
                .map(balancer -> scheduler.traffic().health(task, balancer))
                .map(health -> health.state() + health.reason().map(reason -> " " + reason).orElse(""))
                .toList();
        return new TaskView(
                task.id, task.deployment.id, task.definition.arn, task.status().name(), task.stopWanted(), task.network.id(),
                scheduler.traffic().healthy(task), targets, digests, task.stoppedReason);
    }

    /** Returns the service events, the newest first. */
    public List<String> events() {
        return workload.events.stream().map(Workload.ServiceEvent::message).toList();
    }

    /** Runs the timeline until the service is steady; returns whether that came to be within the limit. */
    public boolean settle(Duration limit) {
        return world.timeline().runUntil(this::steady, limit);
    }

    /** Makes the service INACTIVE, as DeleteService ends it: its tasks stop, and UpdateService is refused. */
    public void deactivate() {
        workload.active = false;
        workload.desiredCount(0);
        scheduler.nudge(workload);
    }

    /**
     * Takes Fargate's capacity away from the service, or gives it back: meanwhile no task is placed, which is not the
     * image's fault.
     */
    public void capacity(boolean available) {
        workload.capacity = available;
        scheduler.nudge(workload);
    }

    /** Stops a live task as StopTask by hand or a reclaim of its capacity does; the scheduler replaces it. */
    public void kill(String taskId, String stopCode, String reason) {
        scheduler.life().die(task(taskId), stopCode, reason);
    }

    /** Protects a live task from being scaled in, as it asks for by UpdateTaskProtection while it works on something long. */
    public void guard(String taskId) {
        task(taskId).guarded = true;
    }

    /** A container of a live task behaves otherwise from now on; a crash is counted from now. */
    public void behave(String taskId, String container, Behaviour behaviour) {
        Task task = task(taskId);
        task.container(container).behave(behaviour);
        scheduler.life().planCrash(task, task.container(container));
        scheduler.traffic().recheck(task);
        announcer.changed(task);
    }

    private Task task(String id) {
        return workload.tasks().stream().filter(it -> it.id.equals(id)).findFirst().orElseThrow();
    }
}
