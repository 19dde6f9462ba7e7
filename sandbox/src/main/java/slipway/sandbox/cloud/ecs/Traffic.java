package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.elb.TargetHealth;

/** A service's tasks as targets: a task is registered by its address and container port (awsvpc), or by its instance and that one's port (aws-facts 3). */
final class Traffic {
    /** How long a task without any check runs until it counts as healthy. */
    static final Duration UNCHECKED = Duration.ofSeconds(40);

    private final World world;
    private final Announcer announcer;
    private final Map<String, Task> registered = new HashMap<>();

    Traffic(World world, Announcer announcer) {
        this.world = world;
        this.announcer = announcer;
    }

    void register(Task task) {
        for (LoadBalancer balancer : task.workload.loadBalancers) {
            String group = balancer.targetGroupArn();
            try {
                registered.put(key(group, task.network.id(), balancer.port(task.network)), task);
                world.elb().register(group, task.network.id(), balancer.port(task.network), task.network.zone(),
                        task.container(balancer.containerName()));
                announcer.say(task.workload, "registered 1 targets in (target-group " + group + ")");
            } catch (AwsFault gone) {
                announcer.say(task.workload,
                        "failed to register targets in (target-group " + group + ") with (error " + gone.getMessage() + ")");
            }
        }
    }

    /** Returns how long the targets drain; zero if the task was none. */
    Duration deregister(Task task) {
        Duration longest = Duration.ZERO;
        for (LoadBalancer balancer : task.workload.loadBalancers) {
            String group = balancer.targetGroupArn();
            boolean known = registered.remove(key(group, task.network.id(), balancer.port(task.network)), task);
            if (known && !health(task, balancer).state().equals("unused")) {
                world.elb().deregister(group, task.network.id(), balancer.port(task.network));
                announcer.say(task.workload, "deregistered 1 targets in (target-group " + group + ")");
                Duration delay = world.elb().group(group).deregistrationDelay();
                longest = delay.compareTo(longest) > 0 ? delay : longest;
            }
        }
        return longest;
    }

    void recheck(Task task) {
        task.workload.loadBalancers.forEach(it -> world.elb()
                .recheck(it.targetGroupArn(), task.network.id(), it.port(task.network)));
    }

    TargetHealth health(Task task, LoadBalancer balancer) {
        return world.elb().health(balancer.targetGroupArn(), task.network.id(), balancer.port(task.network));
    }

    Optional<LoadBalancer> unhealthy(Task task) {
        return task.workload.loadBalancers.stream().filter(balancer -> health(task, balancer).isUnhealthy()).findFirst();
    }

    /** Whether its checks find it unhealthy and it has had its grace period (api: Service, healthCheckGracePeriodSeconds). */
    boolean condemned(Task task) {
        Instant graceOver = task.startedAt.map(at -> at.plusSeconds(task.workload.graceSeconds)).orElse(Instant.MAX);
        return task.live() && !graceOver.isAfter(world.timeline().now()) && verdict(task).isPresent();
    }

    /** Returns the stopped reason of a task that its checks find unhealthy (guide: stopped-task-errors). */
    Optional<String> verdict(Task task) {
        Optional<String> container = task.healthStatus().equals("UNHEALTHY") ? Optional.of("Task failed container health checks") : Optional.empty();
        return unhealthy(task).map(balancer -> "Task failed ELB health checks in (target-group " + balancer.targetGroupArn() + ")").or(() -> container);
    }

    Optional<Task> task(String group, String address, int port) {
        return Optional.ofNullable(registered.get(key(group, address, port)));
    }

    /**
     * Whether the scheduler counts the task as healthy: RUNNING, and all of its targets and container checks are; with
     * neither, {@link #UNCHECKED} after RUNNING (aws-facts 2.4).
     */
    boolean healthy(Task task) {
        if (!task.running()) {
            return false;
        }
        List<LoadBalancer> balancers = task.workload.loadBalancers;
        boolean checked = task.definition.containers.stream().anyMatch(it -> it.essential() && it.check().isPresent());
        if (balancers.isEmpty() && !checked) {
            return task.startedAt.filter(at -> !at.plus(UNCHECKED).isAfter(world.timeline().now())).isPresent();
        }
        return balancers.stream()
                .allMatch(balancer -> health(task, balancer).isHealthy())
                && (!checked || task.healthStatus().equals("HEALTHY"));
    }

    private static String key(String group, String address, int port) {
        return group + " " + address + ":" + port;
    }
}
