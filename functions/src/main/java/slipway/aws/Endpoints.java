package slipway.aws;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * By what load balancers know tasks: a task of its own address by that and the container's port (awsvpc), any other by its EC2 instance and that
 * one's port (ECS guide, "Use an Application Load Balancer for Amazon ECS").
 */
public final class Endpoints {
    /** DescribeContainerInstances takes at most so many. */
    private static final int PAGE = 100;
    /** As many instances are remembered at most. */
    private static final int MOST = 5000;

    private final EcsClient ecs;
    private final int most;
    /** A container instance never becomes another EC2 instance, so each is asked for once. */
    private volatile Map<String, String> known = Map.of();

    public Endpoints(EcsClient ecs) {
        this(ecs, MOST);
    }

    /** Remembers at most so many instances beyond those of one reading. */
    Endpoints(EcsClient ecs, int most) {
        this.ecs = ecs;
        this.most = most;
    }

    /** Where the tasks of one reading are reached. */
    public record Found(Map<String, String> instances) {
        /**
         * Returns the ids and ports that its target may have, with a space between: of a task with an IPv4 and an IPv6 address two. None while the task has
         * none, or where its instance is gone.
         */
        public List<String> of(Task task, LoadBalancer balancer) {
            return onInstance(task) ? Optional.ofNullable(instances.get(task.containerInstanceArn())).map(id -> id + " " + port(task, balancer)).stream().toList()
                    : Eni.addresses(task).stream().map(address -> address + " " + balancer.containerPort()).toList();
        }

        /** Returns how a target that a group tells is written here. */
        public static String written(TargetDescription target) {
            return Eni.normal(target.id()) + " " + target.port();
        }

        /**
         * A bridge tells its ports, where Docker has IPv6 another one for that; in network mode host nothing is told, since they are the
         * containers' own (aws/amazon-ecs-agent#3479).
         */
        private static int port(Task task, LoadBalancer balancer) {
            return task.containers().stream().filter(one -> Objects.equals(one.name(), balancer.containerName())).flatMap(one -> one.networkBindings().stream())
                    .filter(one -> Objects.equals(one.containerPort(), balancer.containerPort()) && one.hostPort() != null)
                    .min(Comparator.comparing(one -> String.valueOf(one.bindIP()).contains(":"))).map(NetworkBinding::hostPort).orElse(balancer.containerPort());
        }
    }

    /** Reads where the tasks are reached: no call for tasks of their own address, nor for instances that were read before. */
    public Found of(String cluster, List<Task> tasks) {
        List<String> needed = tasks.stream().filter(Endpoints::onInstance).map(Task::containerInstanceArn).distinct().toList();
        Map<String, String> instances = known;
        List<String> unknown = needed.stream().filter(arn -> !instances.containsKey(arn)).toList();
        return new Found(unknown.isEmpty() ? instances : read(cluster, unknown, needed, instances));
    }

    private Map<String, String> read(String cluster, List<String> unknown, List<String> needed, Map<String, String> before) {
        Map<String, String> all = new HashMap<>(before);
        if (before.size() + unknown.size() > most) {
            all.keySet().retainAll(needed);
        }
        for (int from = 0; from < unknown.size(); from += PAGE) {
            List<String> asked = unknown.subList(from, Math.min(from + PAGE, unknown.size()));
            for (ContainerInstance one : Faults.in("ecs:DescribeContainerInstances",
                    () -> ecs.describeContainerInstances(ask -> ask.cluster(cluster).containerInstances(asked))).containerInstances()) {
                all.put(one.containerInstanceArn(), one.ec2InstanceId());
            }
        }
        known = Map.copyOf(all);
        return known;
    }

    private static boolean onInstance(Task task) {
        return task.containerInstanceArn() != null && !Eni.has(task);
    }
}
