package slipway.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import slipway.release.Workload.EcsService;
import slipway.rollout.Observation;

/** The tasks of one deployment: those whose startedBy is its id. */
final class EcsTasks {
    /** DescribeTasks takes, and ListTasks returns, at most so many. */
    private static final int PAGE = 100;

    /** Tasks beyond this many a list are not looked at: ECS's quota of a service's tasks. Plan refuses services of far fewer, and they may grow in mid-rollout. */
    private static final int MOST = 5000;

    /**
     * How the names of the containers begin that AWS adds to a task of its own accord: GuardDuty's agent (GuardDuty guide, "How Runtime Monitoring works
     * with Fargate") and Service Connect's proxy, which DescribeTasks lists first (ECS guide, "Service Connect concepts").
     */
    private static final List<String> ADDED = List.of("aws-guardduty-agent", "ecs-service-connect-");

    private final EcsClient ecs;
    /** Who started a task never changes: stopped ones of others are listed for an hour, and described once. */
    private volatile Others known = new Others("", Set.of());

    private record Others(String rollout, Set<String> tasks) {
        Set<String> than(String other) {
            return other.equals(rollout) ? tasks : Set.of();
        }
    }

    EcsTasks(EcsClient ecs) {
        this.ecs = ecs;
    }

    /** Returns those that are meant to run. */
    List<Task> running(String cluster, String rollout) {
        return described(cluster, rollout, meantToRun(cluster, rollout), new HashSet<>());
    }

    /** Returns those that are meant to run and those that stopped within the last hour or so. */
    List<Task> all(EcsService service, String rollout) {
        Set<String> arns = new LinkedHashSet<>(meantToRun(service.cluster(), rollout));
        arns.addAll(stopped(service));
        Set<String> others = new HashSet<>(known.than(rollout));
        others.retainAll(arns);
        arns.removeAll(others);
        List<Task> own = described(service.cluster(), rollout, arns, others);
        known = new Others(rollout, Set.copyOf(others));
        return own;
    }

    /**
     * Returns those that are meant to run and have the revision: where ECS goes back it may go on with tasks that another deployment has
     * started, and who started a task never changes (API_Task, startedBy).
     */
    List<Task> kept(EcsService service, String revision) {
        List<String> arns = list(token -> ask -> ask.cluster(service.cluster()).serviceName(service.service()).nextToken(token));
        return described(service.cluster(), arns).stream().filter(task -> revision.equals(task.taskDefinitionArn())).toList();
    }

    /** Returns the rollout's own of these tasks; adds the ARNs of the rest to the others. */
    private List<Task> described(String cluster, String rollout, Collection<String> arns, Set<String> others) {
        Map<Boolean, List<Task>> byOwner = described(cluster, List.copyOf(arns)).stream().collect(Collectors.partitioningBy(task -> rollout.equals(task.startedBy())));
        byOwner.get(false).forEach(task -> others.add(task.taskArn()));
        return byOwner.get(true);
    }

    private List<Task> described(String cluster, List<String> all) {
        List<Task> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> some = all.subList(from, Math.min(from + PAGE, all.size()));
            found.addAll(Faults.in("ecs:DescribeTasks", () -> ecs.describeTasks(ask -> ask.cluster(cluster).tasks(some))).tasks());
        }
        return found;
    }

    /** With startedBy ListTasks takes no other filter; it lists what is meant to run unless told otherwise. */
    private List<String> meantToRun(String cluster, String rollout) {
        return list(token -> ask -> ask.cluster(cluster).startedBy(rollout).nextToken(token));
    }

    /** So those that stopped are listed for the whole service, and told apart once described. */
    private List<String> stopped(EcsService service) {
        return list(token -> ask -> ask.cluster(service.cluster()).serviceName(service.service())
                .desiredStatus(DesiredStatus.STOPPED).nextToken(token));
    }

    private List<String> list(Function<String, Consumer<ListTasksRequest.Builder>> page) {
        List<String> arns = new ArrayList<>();
        String next = null;
        do {
            String token = next;
            ListTasksResponse answer = Faults.in("ecs:ListTasks", () -> ecs.listTasks(page.apply(token)));
            arns.addAll(answer.taskArns());
            next = answer.nextToken();
        } while (next != null && arns.size() < MOST);
        return arns;
    }

    /** Returns the last part of its ARN, as the console shows it. */
    static String id(Task task) {
        return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    }

    /** Says whether it runs and is meant to. */
    static boolean alive(Task task) {
        return "RUNNING".equals(task.lastStatus()) && "RUNNING".equals(task.desiredStatus());
    }

    /**
     * Returns it in our words.
     *
     * @param seen when it was read: ECS promises createdAt only once the task is PENDING (API_Task)
     */
    static Observation.Task translated(Task task, Instant seen) {
        return new Observation.Task(id(task), task.lastStatus(), or(task.healthStatusAsString(), "UNKNOWN"), Optional.ofNullable(task.createdAt()).orElse(seen),
                Optional.ofNullable(task.startedAt()), ended(task), or(task.stopCodeAsString(), ""),
                or(task.stoppedReason(), ""), own(task).map(EcsTasks::translated).toList());
    }

    /** Returns the containers of its revision: what AWS adds to them runs no image of ours, and has no part in why a task failed. */
    private static Stream<Container> own(Task task) {
        return task.containers().stream().filter(one -> ADDED.stream().noneMatch(one.name()::startsWith));
    }

    /** A task that deprovisions has failed already, and may take a minute to be STOPPED (API_Task: stoppedAt, executionStoppedAt, stoppingAt). */
    private static Optional<Instant> ended(Task task) {
        return Stream.of(task.stoppedAt(), task.executionStoppedAt(), task.stoppingAt()).filter(Objects::nonNull).findFirst();
    }

    private static Observation.Container translated(Container container) {
        return new Observation.Container(container.name(), Optional.ofNullable(container.exitCode()), or(container.reason(), ""),
                pinned(container).map(image -> image.substring(image.indexOf('@') + 1)).orElse(""));
    }

    /** Returns the image by digest of each container in which all the tasks agree. */
    static SortedMap<String, String> images(Collection<Task> tasks) {
        Map<String, Set<String>> seen = new TreeMap<>();
        Set<String> unknown = new HashSet<>();
        for (Task task : tasks) {
            own(task).forEach(container -> pinned(container).ifPresentOrElse(
                    image -> seen.computeIfAbsent(container.name(), _ -> new HashSet<>()).add(image),
                    () -> unknown.add(container.name())));
        }
        SortedMap<String, String> agreed = new TreeMap<>();
        seen.forEach((name, images) -> {
            if (images.size() == 1 && !unknown.contains(name)) {
                agreed.put(name, images.iterator().next());
            }
        });
        return agreed;
    }

    /**
     * Returns the image with a digest in the place of its tag. A digest that the revision itself names comes first: the
     * one that was pulled may be a child manifest of it, and a restore needs what the revision says.
     */
    private static Optional<String> pinned(Container container) {
        String image = container.image();
        if (image == null) {
            return Optional.empty();
        }
        int at = image.indexOf('@');
        String named = at < 0 ? image : image.substring(0, at);
        int colon = named.lastIndexOf(':');
        String repository = colon > named.lastIndexOf('/') ? named.substring(0, colon) : named;
        String digest = at < 0 ? container.imageDigest() : image.substring(at + 1);
        return digest == null || digest.isEmpty() ? Optional.empty() : Optional.of(repository + "@" + digest);
    }

    private static String or(String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
