package slipway.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import slipway.rollout.Observation;

/** The tasks of one deployment: those whose startedBy is its id. */
record EcsTasks(EcsClient ecs) {
    /** DescribeTasks takes, and ListTasks returns, at most so many. */
    private static final int PAGE = 100;

    /** A deployment's tasks beyond this many a status are not looked at. */
    private static final int MOST = 1000;

    /** Lists and describes; beside startedBy ListTasks takes no other filter than the desired status, which it always has. */
    List<Task> of(String cluster, String rollout, DesiredStatus... statuses) {
        Set<String> arns = new LinkedHashSet<>();
        for (DesiredStatus status : statuses) {
            arns.addAll(list(cluster, rollout, status));
        }
        List<String> all = List.copyOf(arns);
        List<Task> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> some = all.subList(from, Math.min(from + PAGE, all.size()));
            found.addAll(Faults.in("ecs:DescribeTasks", () -> ecs.describeTasks(ask -> ask.cluster(cluster).tasks(some))).tasks());
        }
        return found.stream().filter(task -> rollout.equals(task.startedBy())).toList();
    }

    private List<String> list(String cluster, String rollout, DesiredStatus status) {
        List<String> arns = new ArrayList<>();
        String next = null;
        do {
            String token = next;
            ListTasksResponse page = Faults.in("ecs:ListTasks", () ->
                    ecs.listTasks(ask -> ask.cluster(cluster).startedBy(rollout).desiredStatus(status).nextToken(token)));
            arns.addAll(page.taskArns());
            next = page.nextToken();
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

    static Observation.Task translated(Task task) {
        return new Observation.Task(id(task), task.lastStatus(), or(task.healthStatusAsString(), "UNKNOWN"), task.createdAt(),
                Optional.ofNullable(task.startedAt()), Optional.ofNullable(task.stoppedAt()), or(task.stopCodeAsString(), ""),
                or(task.stoppedReason(), ""), task.containers().stream().map(EcsTasks::translated).toList());
    }

    private static Observation.Container translated(Container container) {
        return new Observation.Container(container.name(), Optional.ofNullable(container.exitCode()), or(container.reason(), ""),
                or(container.imageDigest(), ""));
    }

    /** Returns the image by digest of each container in which all the tasks agree. */
    static SortedMap<String, String> images(Collection<Task> tasks) {
        Map<String, Set<String>> seen = new TreeMap<>();
        Set<String> unknown = new HashSet<>();
        for (Task task : tasks) {
            for (Container container : task.containers()) {
                pinned(container).ifPresentOrElse(
                        image -> seen.computeIfAbsent(container.name(), _ -> new HashSet<>()).add(image),
                        () -> unknown.add(container.name()));
            }
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
