package slipway.sandbox.cloud.ecs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The service scheduler (ECS: deployment-type-ecs): keeps the PRIMARY deployment at the desired count, within the minimum
 * of healthy and the maximum of live tasks. It acts when something has happened and never polls.
 */
final class Scheduler {
    private final World world;
    private final Announcer announcer;
    private final Traffic traffic;
    private final TaskLife life;
    private final Keeper keeper;
    private final Rollout rollout;
    private final Completion completion;
    private final Placement placement;
    private long started;

    Scheduler(World world, Announcer announcer, Placement placement) {
        this.world = world;
        this.announcer = announcer;
        this.traffic = new Traffic(world, announcer);
        this.rollout = new Rollout(world, announcer);
        this.completion = new Completion(world, announcer, traffic);
        this.keeper = new Keeper(world, announcer, traffic, this);
        this.life = new TaskLife(world, announcer, traffic, keeper);
        this.placement = placement;
    }

    Rollout rollout() {
        return rollout;
    }

    Traffic traffic() {
        return traffic;
    }

    Placement placement() {
        return placement;
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
            stopLeaving(workload);
            stopSurplus(workload);
            stopUnhealthy(workload);
        }
        if (workload.primary().rollout() != Deployment.Rollout.FAILED) {
            startMissing(workload);
        }
        completion.retire(workload);
        completion.complete(workload);
    }

    /**
     * An unhealthy task stops once a healthy one has taken its place, or all that would take it are unhealthy too; and first, one by one,
     * where the maximum leaves no room for a replacement (guide: ecs_services).
     */
    private void stopUnhealthy(Workload workload) {
        List<Task> condemned = primary(workload).filter(traffic::condemned).toList();
        long healthy = primary(workload).filter(traffic::healthy).count();
        long undecided = primary(workload).count() - condemned.size() - healthy;
        long taken = healthy - (workload.desiredCount() - condemned.size());
        long spare = undecided == 0 ? primary(workload).count() - workload.desiredCount() : 0;
        long first = room(workload) <= 0 && workload.running() > workload.config.leastHealthy(workload.desiredCount()) ? 1 : 0;
        condemned.stream().limit(Math.max(Math.max(taken, spare), first)).forEach(task -> {
            stop(workload, List.of(task), traffic.verdict(task).orElseThrow());
            keeper.replaced(task);
        });
    }

    private static Stream<Task> primary(Workload workload) {
        return workload.live().filter(task -> task.deployment == workload.primary());
    }

    /** Returns how many more tasks may be live; whether those that drain are counted is not said (api: DeploymentConfiguration, maximumPercent). */
    private long room(Workload workload) {
        long draining = world.variants().has(Variants.Way.DRAINING_COUNTS)
                ? workload.unstopped().stream().filter(task -> task.status() == TaskStatus.DEACTIVATING).count() : 0;
        return workload.config.mostTasks(workload.desiredCount()) - workload.live().count() - draining;
    }

    /** The task of a daemon stops with its instance's being ACTIVE (guide: deployment-controllers, "Daemon scheduling strategy"). */
    private void stopLeaving(Workload workload) {
        List<Task> leaving = workload.live().filter(task -> workload.daemon && task.instance.filter(one -> !one.active()).isPresent()).toList();
        stop(workload, leaving, "Task stopped during instance draining");
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
        stop(workload, stopping, "Scaling activity initiated by (deployment " + workload.primary().id + ")");
    }

    private List<Task> surplus(Workload workload) {
        Deployment primary = workload.primary();
        Comparator<Task> weakestFirst = Comparator.comparing(traffic::healthy);
        List<Task> surplus = new ArrayList<>(workload.live().filter(task -> task.deployment != primary && !task.guarded).toList());
        // What replaces an unhealthy task is not one too many.
        long wanted = workload.desiredCount() + primary(workload).filter(traffic::condemned).count();
        surplus.addAll(primary(workload).sorted(weakestFirst).limit(Math.max(primary.live() - wanted, 0)).toList());
        surplus.sort(weakestFirst);
        return surplus;
    }

    private void stop(Workload workload, List<Task> tasks, String reason) {
        for (Task task : tasks) {
            workload.steady = false;
            boolean draining = task.running() && !workload.loadBalancers.isEmpty();
            if (draining) {
                announcer.sayOfTaskSet(task.deployment, "has begun draining connections on 1 tasks.");
            }
            life.stop(task, reason, draining);
        }
        List<Task> now = tasks.stream().filter(task -> task.status().ending()).toList();
        if (!now.isEmpty()) {
            announcer.say(workload, "has stopped " + now.size() + " running tasks: " + Announcer.named(now) + ".");
        }
    }

    private void startMissing(Workload workload) {
        Deployment primary = workload.primary();
        long missing = workload.desiredCount() + primary(workload).filter(traffic::condemned).count() - primary.live();
        long room = room(workload);
        if (Math.min(missing, room) <= 0) {
            return;
        }
        if (world.timeline().now().isBefore(workload.noStartBefore)) {
            return;
        }
        if (!workload.capacity) {
            unplaced(workload, "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.");
            return;
        }
        List<Task> tasks = new ArrayList<>();
        Optional<String> obstacle = workload.launchType.equals("EC2") ? startOnInstances(primary, Math.min(missing, room), tasks) : Optional.empty();
        for (long i = 0; workload.launchType.equals("FARGATE") && i < Math.min(missing, room); i++) {
            tasks.add(launch(primary, Optional.empty()));
        }
        if (!tasks.isEmpty()) {
            announcer.say(workload, "has started " + tasks.size() + " tasks: " + Announcer.named(tasks) + ".");
        }
        obstacle.ifPresent(words -> unplaced(workload, words));
    }

    private void unplaced(Workload workload, String words) {
        announcer.say(workload, words);
        announcer.emit(workload, "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE");
        keeper.unplaced(workload);
    }

    /** Returns why not all of them found a place, if nothing is about to make one. */
    private Optional<String> startOnInstances(Deployment deployment, long wanted, List<Task> started) {
        Definition definition = deployment.revision.definition;
        while (started.size() < wanted) {
            switch (placement.find(deployment.workload, definition)) {
                case Placement.Result.Found(var instance) -> started.add(launch(deployment, Optional.of(instance)));
                case Placement.Result.Later() -> {
                    return Optional.empty();
                }
                case Placement.Result.None(var words) -> {
                    return Optional.of(words);
                }
            }
        }
        return Optional.empty();
    }

    private Task launch(Deployment deployment, Optional<ContainerInstance> instance) {
        Workload workload = deployment.workload;
        String id = world.ids().hex(32);
        String arn = world.place().arn("ecs", "task/" + workload.cluster + "/" + id);
        Definition definition = deployment.revision.definition;
        Network network = instance.filter(_ -> !definition.ownAddress()).<Network>map(one -> Placement.network(one, definition))
                .orElseGet(() -> Network.Eni.of(started++, world.place().region(), world.ids()));
        Task task = new Task(arn, id, deployment, network, instance, TaskLife.containers(deployment.revision.definition, arn, world),
                world.timeline().now());
        workload.add(task);
        workload.steady = false;
        life.start(task);
        return task;
    }
}
