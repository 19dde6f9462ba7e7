package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slipway.sandbox.cloud.ecs.Variants.Way;

/**
 * Moves one task through its states on the timeline (ECS: task-lifecycle); what that means for the service is its
 * owner's business.
 */
final class TaskLife {
    /** Hears of the turns in a task's life. */
    interface Owner {
        /** All containers have started, and the task is RUNNING. */
        void running(Task task);

        /** The task ends by itself: it could not start, or an essential container has exited. */
        void died(Task task);

        /** A container's own check has failed for good. */
        void failedContainerCheck(Task task);

        /** A container's own check has passed. */
        void passedContainerCheck(Task task);

        /** Its connections have drained, and it is told to exit. */
        void drained(Task task);

        void stopped(Task task);
    }

    private final World world;
    private final Announcer announcer;
    private final Traffic traffic;
    private final Launcher launcher;
    private final Owner owner;

    TaskLife(World world, Announcer announcer, Traffic traffic, Owner owner) {
        this.world = world;
        this.announcer = announcer;
        this.traffic = traffic;
        this.launcher = new Launcher(world);
        this.owner = owner;
    }

    void start(Task task) {
        announcer.changed(task);
        later(task, vary(world.times().provisioning()), () -> {
            become(task, TaskStatus.PENDING);
            task.pullStartedAt = Optional.of(now());
            later(task, vary(world.times().pulling()), () -> pull(task));
        });
    }

    private void pull(Task task) {
        Optional<String> failure = launcher.pull(task).or(() -> launcher.open(task));
        if (failure.isPresent()) {
            die(task, "TaskFailedToStart", failure.get());
            return;
        }
        launcher.start(task);
        become(task, TaskStatus.ACTIVATING);
        task.containers.forEach(container -> planCrash(task, container));
        task.containers.forEach(container -> planCheck(task, container));
        if (world.variants().has(Way.REGISTERS_WHILE_ACTIVATING)) {
            traffic.register(task);
        }
        later(task, activating(), () -> {
            task.startedAt = Optional.of(now());
            become(task, TaskStatus.RUNNING);
            owner.running(task);
        });
    }

    /** The guide says of a command that exits at once that its task was RUNNING, logs say otherwise (guide: service-throttle-logic). */
    private Duration activating() {
        Duration step = vary(world.times().activating());
        return world.variants().has(Way.QUICK_EXITS_HAVE_RUN) ? Duration.ZERO : step;
    }

    /** Lets the container crash as its image says, if nothing has ended it before. */
    void planCrash(Task task, Container container) {
        container.behaviour().crashesAfter().ifPresent(time -> world.timeline().after(time, () -> {
            if (container.running()) {
                container.exit(container.behaviour().exitCode(), Launcher.crashReason(container));
                if (container.definition.essential()) {
                    die(task, "EssentialContainerExited", "Essential container in task exited");
                }
            }
        }));
    }

    private void planCheck(Task task, Container container) {
        container.definition.check().ifPresent(check -> container.checked(new ContainerCheck(container, check, world.timeline(), () -> {
            announcer.changed(task);
            if (container.health().equals("HEALTHY")) {
                owner.passedContainerCheck(task);
            } else if (container.definition.essential()) {
                owner.failedContainerCheck(task);
            }
        })));
    }

    /** Ends a task by its own fault. */
    void die(Task task, String code, String reason) {
        boolean news = !task.stopWanted();
        if (task.status().ending()) {
            return;
        }
        task.wantStop(now(), code, reason);
        traffic.deregister(task);
        halt(task);
        if (news) {
            owner.died(task);
        }
    }

    /** Stops a task for its service: with {@code drain}, its targets drain first and it stays DEACTIVATING that long. */
    void stop(Task task, String reason, boolean drain) {
        stop(task, "ServiceSchedulerInitiated", reason, drain);
    }

    /** @param code as Task.stopCode has it */
    void stop(Task task, String code, String reason, boolean drain) {
        if (task.stopWanted()) {
            return;
        }
        task.wantStop(now(), code, reason);
        Duration delay = traffic.deregister(task);
        if (!drain || delay.isZero()) {
            halt(task);
            return;
        }
        become(task, TaskStatus.DEACTIVATING);
        later(task, delay, () -> {
            halt(task);
            owner.drained(task);
        });
    }

    private void halt(Task task) {
        become(task, TaskStatus.STOPPING);
        Duration slowest = task.containers.stream().map(container -> container.stopsAfter(world.times().stopping()))
                .max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        later(task, slowest, () -> {
            task.containers.forEach(Container::halt);
            task.executionStoppedAt = Optional.of(now());
            become(task, TaskStatus.DEPROVISIONING);
            later(task, world.times().deprovisioning(), () -> {
                task.stoppedAt = Optional.of(now());
                become(task, TaskStatus.STOPPED);
                owner.stopped(task);
            });
        });
    }

    private void become(Task task, TaskStatus next) {
        task.become(next);
        announcer.changed(task);
    }

    /** Runs the step unless the task's life has turned until then. */
    private void later(Task task, Duration delay, Runnable step) {
        long turn = task.turn();
        world.timeline().after(delay, () -> {
            if (turn == task.turn()) {
                step.run();
            }
        });
    }

    private Duration vary(Duration step) {
        return world.times().vary(step, world.ids().random());
    }

    private Instant now() {
        return world.timeline().now();
    }

    static List<Container> containers(Definition definition, String taskArn, World world) {
        String prefix = taskArn.replace(":task/", ":container/") + "/";
        return definition.containers.stream().map(it -> new Container(it, prefix + world.ids().uuid())).toList();
    }
}
