package slipway.sandbox.cloud.ecs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The service scheduler (ECS: deployment-type-ecs): keeps the PRIMARY deployment at the desired count, within the minimum
 * of healthy and the maximum of live tasks. It acts when something has happened and never polls.
 */
final class Scheduler {
    private final World world;
    private final Announcer announcer;
    private final Traffic traffic;
    private final TaskLife life;
    private final Rollout rollout;
    private long started;

    Scheduler(World world, Announcer announcer) {
        this.world = world;
        this.announcer = announcer;
        this.traffic = new Traffic(world, announcer);
        this.rollout = new Rollout(world, announcer, traffic);
        this.life = new TaskLife(world, announcer, traffic, new Keeper(world, announcer, traffic, this));
    }

    Rollout rollout() {
        return rollout;
    }

    Traffic traffic() {
        return traffic;
    }

    TaskLife life() {
        return life;
    }

    /** Plans a pass over the service, unless one is planned. */
    void nudge(Workload workload) {
        if (!workload.passPlanned) {
            workload.passPlanned = true;
            world.timeline().after(world.times().pass(), () -> {
                workload.passPlanned = false;
                pass(workload);
            });
        }
    }

    private void pass(Workload workload) {
        rollout.advance(workload);
        // A FAILED deployment without a rollback stalls: it neither launches nor replaces (aws-facts 2.3).
        if (workload.primary().rollout() != Deployment.Rollout.FAILED) {
            stopSurplus(workload);
            startMissing(workload);
        }
        rollout.retire(workload);
        rollout.complete(workload);
    }

    /** Stops old tasks, those that are not healthy first, while the healthy ones stay at the minimum. */
    private void stopSurplus(Workload workload) {
        int least = workload.config.leastHealthy(workload.desiredCount());
        long healthy = workload.live().filter(traffic::healthy).count();
        List<Task> stopping = new ArrayList<>();
        for (Task task : surplus(workload)) {
            boolean counts = traffic.healthy(task);
            if (!counts || healthy > least) {
                healthy -= counts ? 1 : 0;
                stopping.add(task);
            }
        }
        stop(workload, stopping);
    }

    private List<Task> surplus(Workload workload) {
        Deployment primary = workload.primary();
        Comparator<Task> weakestFirst = Comparator.comparing(traffic::healthy);
        List<Task> surplus = new ArrayList<>(workload.live().filter(task -> task.deployment != primary).toList());
        surplus.addAll(workload.live().filter(task -> task.deployment == primary).sorted(weakestFirst)
                .limit(Math.max(primary.live() - workload.desiredCount(), 0)).toList());
        surplus.sort(weakestFirst);
        return surplus;
    }

    private void stop(Workload workload, List<Task> tasks) {
        for (Task task : tasks) {
            workload.steady = false;
            boolean draining = task.running() && !workload.loadBalancers.isEmpty();
            if (draining) {
                announcer.sayOfTaskSet(task.deployment, "has begun draining connections on 1 tasks.");
            }
            life.stop(task, "Scaling activity initiated by (deployment " + workload.primary().id + ")", draining);
        }
        List<Task> now = tasks.stream().filter(task -> task.status().ending()).toList();
        if (!now.isEmpty()) {
            announcer.say(workload, "has stopped " + now.size() + " running tasks: " + Announcer.named(now) + ".");
        }
    }

    private void startMissing(Workload workload) {
        Deployment primary = workload.primary();
        long missing = workload.desiredCount() - primary.live();
        long room = workload.config.mostTasks(workload.desiredCount()) - workload.live().count();
        if (Math.min(missing, room) <= 0) {
            return;
        }
        if (world.timeline().now().isBefore(workload.noStartBefore)) {
            return;
        }
        if (!workload.capacity) {
            announcer.say(workload,
                    "was unable to place a task. Reason: Capacity is unavailable at this time."
                            + " Please try again later or in a different availability zone.");
            announcer.emit(workload, "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE");
            return;
        }
        List<Task> tasks = new ArrayList<>();
        for (long i = 0; i < Math.min(missing, room); i++) {
            tasks.add(launch(primary));
        }
        announcer.say(workload, "has started " + tasks.size() + " tasks: " + Announcer.named(tasks) + ".");
    }

    private Task launch(Deployment deployment) {
        Workload workload = deployment.workload;
        String id = world.ids().hex(32);
        String arn = world.place().arn("ecs", "task/" + workload.cluster + "/" + id);
        Network network = Network.of(started++, world.place().region(), world.ids());
        Task task = new Task(arn, id, deployment, network, TaskLife.containers(deployment.revision.definition, arn, world),
                world.timeline().now());
        workload.add(task);
        workload.steady = false;
        life.start(task);
        return task;
    }
}
