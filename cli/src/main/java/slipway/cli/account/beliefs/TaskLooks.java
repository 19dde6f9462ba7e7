package slipway.cli.account.beliefs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.aws.Endpoints;
import slipway.aws.Eni;
import slipway.cli.account.Answer;
import slipway.cli.account.beliefs.ServiceSample.Running;
import slipway.release.EcrHost;
import slipway.rollout.Wording;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** What is believed of tasks: who started them, what they run, where they are reached, why they stopped. */
record TaskLooks(ServiceSample sample, ElasticLoadBalancingV2Client elb) {
    private static final String NONE = "no service is at rest with tasks that run";
    private static final String NONE_STOPPED = "no task of a service has stopped within the last hour";

    private record Attached(Running of, LoadBalancer balancer) {}

    Map<String, Supplier<Seen>> all() {
        return Map.of("ecs-started-by", this::startedBy, "ecs-image-digest", this::digests, "ecs-task-address", this::addresses, "ecs-stopped-tasks", this::stopped,
                "ecs-stop-codes", this::codes, "ecs-stop-words", this::words, "elb-target-address", this::targets,
                "elb-target-instance", this::instances);
    }

    private Seen startedBy() {
        return Seen.of(sample.running(), all -> Seen.each(all, NONE, one -> one.tasks().isEmpty()
                        ? Optional.of("no task says that it was started by " + one.service().deployments().getFirst().id() + ", the only deployment of " + one.service().serviceName())
                        : Optional.empty(), some -> tasks(some).count() + " tasks name their deployment: " + ServiceLooks.names(some.stream().map(Running::service).toList())));
    }

    private Seen digests() {
        return Seen.of(sample.running(), all -> Seen.each(tasks(all).filter(task -> "RUNNING".equals(task.lastStatus())).flatMap(task -> task.containers().stream())
                        .filter(container -> container.image() != null && EcrHost.like(container.image())).toList(), NONE,
                container -> container.imageDigest() != null && container.imageDigest().matches("sha256:[0-9a-f]{64}") ? Optional.empty()
                        : Optional.of("container " + container.name() + " of a running task has the imageDigest " + container.imageDigest()),
                some -> some.size() + " running containers tell their image's digest"));
    }

    private Seen addresses() {
        return Seen.of(sample.running(), all -> Seen.each(tasks(all.stream().filter(one -> one.service().networkConfiguration() != null).toList())
                        .filter(task -> "RUNNING".equals(task.lastStatus())).toList(), "no task in network mode awsvpc runs",
                task -> !Eni.addresses(task).isEmpty() ? Optional.empty() : Optional.of("the running task " + task.taskArn() + " has no attached interface with an address"),
                some -> some.size() + " running tasks tell their own address"));
    }

    /** That the question is taken is the belief; with an answer it is seen too. */
    private Seen stopped() {
        return Seen.of(sample.stopped(), all -> Seen.each(all, NONE_STOPPED, task -> "STOPPED".equals(task.lastStatus()) || "STOPPED".equals(task.desiredStatus()) ? Optional.empty()
                : Optional.of("a task that is listed as STOPPED is " + task.lastStatus()), some -> some.size() + " stopped tasks are listed by their service"));
    }

    private Seen codes() {
        return Seen.of(sample.stopped(), all -> Seen.each(all, NONE_STOPPED, TaskLooks::oddCode, some -> "tasks stopped with "
                + some.stream().map(Task::stopCodeAsString).filter(code -> code != null).distinct().sorted().collect(Collectors.joining(", "))));
    }

    private static Optional<String> oddCode(Task task) {
        if (task.stopCode() == TaskStopCode.UNKNOWN_TO_SDK_VERSION) {
            return Optional.of("a task stopped with the code " + task.stopCodeAsString() + ": " + task.stoppedReason());
        }
        boolean unstarted = Stream.of("CannotPull", "CannotStart").anyMatch(String.valueOf(task.stoppedReason())::startsWith) && task.stopCode() != TaskStopCode.TASK_FAILED_TO_START;
        boolean silent = task.stopCode() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED
                && task.containers().stream().allMatch(container -> container.exitCode() == null && container.reason() == null);
        return unstarted || silent ? Optional.of("a task stopped with " + task.stopCodeAsString() + ", without an exit code: " + task.stoppedReason()) : Optional.empty();
    }

    private Seen words() {
        Predicate<String> failed = reason -> Wording.failedTargetCheck(reason) || Wording.failedContainerCheck(reason);
        return Seen.of(sample.stopped(), all -> Seen.each(all.stream().map(task -> String.valueOf(task.stoppedReason()))
                        .filter(reason -> reason.toLowerCase(java.util.Locale.ROOT).contains("health check")).toList(),
                "no task has stopped for its health within the last hour", reason -> failed.test(reason) ? Optional.empty() : Optional.of("a stopped task says: " + reason),
                some -> some.size() + " tasks say it as expected, such as: " + some.getFirst()));
    }

    private Seen targets() {
        return Seen.of(sample.running(), all -> Seen.of(Answer.of("elasticloadbalancing:DescribeTargetHealth", () -> Seen.each(
                all.stream().filter(one -> one.service().networkConfiguration() != null).flatMap(one -> one.service().loadBalancers().stream()
                        .filter(balancer -> balancer.targetGroupArn() != null).map(balancer -> new Attached(one, balancer))).toList(),
                "no service at rest has a target group", this::unregistered, some -> "the tasks behind " + some.size() + " target groups are found by address and port")), seen -> seen));
    }

    private Seen instances() {
        return Seen.of(sample.running(), all -> Seen.of(Answer.of("ecs:DescribeContainerInstances", () -> Seen.each(
                all.stream().filter(one -> one.service().networkConfiguration() == null).flatMap(one -> one.service().loadBalancers().stream()
                        .filter(balancer -> balancer.targetGroupArn() != null).map(balancer -> new Attached(one, balancer))).toList(),
                "no service at rest in network mode bridge or host has a target group", this::unreached,
                some -> "the tasks behind " + some.size() + " target groups are found by instance and port")), seen -> seen));
    }

    private Optional<String> unreached(Attached attached) {
        List<Task> running = attached.of().tasks().stream().filter(task -> "RUNNING".equals(task.lastStatus())).toList();
        Endpoints.Found reached = new Endpoints(sample.ecs()).of(attached.of().service().clusterArn(), running);
        Set<String> targets = elb.describeTargetHealth(ask -> ask.targetGroupArn(attached.balancer().targetGroupArn())).targetHealthDescriptions().stream()
                .map(one -> Endpoints.Found.written(one.target())).collect(Collectors.toSet());
        return running.stream().filter(task -> reached.of(task, attached.balancer()).stream().noneMatch(targets::contains)).findFirst()
                .map(task -> task.taskArn() + " is no target by " + reached.of(task, attached.balancer()).stream().findFirst().map(one -> one.replace(" ", " and port ")).orElse("an instance and a port"));
    }

    private Optional<String> unregistered(Attached attached) {
        List<TargetHealthDescription> targets = elb.describeTargetHealth(ask -> ask.targetGroupArn(attached.balancer().targetGroupArn())).targetHealthDescriptions();
        Optional<String> state = targets.stream().filter(one -> one.targetHealth().state() == TargetHealthStateEnum.UNKNOWN_TO_SDK_VERSION).findFirst()
                .map(one -> "a target is " + one.targetHealth().stateAsString());
        return state.or(() -> attached.of().tasks().stream().filter(task -> Eni.addresses(task).stream().noneMatch(address -> targets.stream().anyMatch(one ->
                        Eni.normal(one.target().id()).equals(address) && attached.balancer().containerPort().equals(one.target().port())))).findFirst()
                .map(task -> task.taskArn() + " is no target by " + Eni.addresses(task).stream().reduce((one, other) -> one + " or " + other).orElse("no address") + " and port " + attached.balancer().containerPort()));
    }

    private static Stream<Task> tasks(List<Running> all) {
        return all.stream().flatMap(one -> one.tasks().stream());
    }
}
