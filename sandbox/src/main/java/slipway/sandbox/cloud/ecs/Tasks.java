package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.sandbox.cloud.Operation;

/** ListTasks and DescribeTasks. */
final class Tasks {
    /** Stopped tasks stay visible for at least this long (aws-facts 2.1); here, for exactly this long. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final World world;
    private final Clusters clusters;

    Tasks(World world, Clusters clusters) {
        this.world = world;
        this.clusters = clusters;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListTasks",
                Operation.of("cluster, serviceName, family, startedBy, desiredStatus, launchType, maxResults, nextToken",
                        call -> list(new Input(call.input()))),
                "DescribeTasks", Operation.of("cluster, tasks[], include[]", call -> describe(new Input(call.input()))));
    }

    /** The desired status is RUNNING unless asked for; PENDING never has any (aws-facts 2.1). */
    private ObjectNode list(Input input) {
        String cluster = clusters.cluster(input);
        if (input.has("startedBy") && Stream.of("serviceName", "family", "desiredStatus", "launchType").anyMatch(input::has)) {
            throw Input.invalid("When startedBy is specified, it must be the only filter used.");
        }
        Stream<Task> tasks = all(cluster);
        if (input.has("serviceName")) {
            Workload workload = clusters.service(input, "serviceName");
            tasks = tasks.filter(task -> task.workload == workload);
        }
        Optional<String> family = input.text("family");
        Optional<String> startedBy = input.text("startedBy");
        String desired = input.text("desiredStatus").orElse("RUNNING");
        List<String> arns = tasks
                .filter(task -> family.isEmpty() || task.definition.family.equals(family.get()))
                .filter(task -> startedBy.isEmpty() || task.deployment.id.equals(startedBy.get()))
                .filter(task -> task.desiredStatus().equals(desired))
                .map(task -> task.arn)
                .toList();
        return Page.of(input, 100).render("taskArns", arns, ArrayNode::add);
    }

    private ObjectNode describe(Input input) {
        String cluster = clusters.cluster(input);
        List<Task> tasks = all(cluster).toList();
        ObjectNode output = Json.object();
        ArrayNode found = output.putArray("tasks");
        ArrayNode failures = output.putArray("failures");
        for (String wanted : input.texts("tasks", 100)) {
            tasks.stream()
                    .filter(task -> task.arn.equals(wanted) || task.id.equals(wanted))
                    .findFirst()
                    .ifPresentOrElse(
                            task -> found.add(TaskViews.render(task)),
                            () -> failures.addObject()
                                    .put("arn", wanted.startsWith("arn:") ? wanted : arn(cluster, wanted))
                                    .put("reason", "MISSING"));
        }
        return output;
    }

    private String arn(String cluster, String id) {
        return world.place().arn("ecs", "task/" + cluster + "/" + id);
    }

    private Stream<Task> all(String cluster) {
        Instant horizon = world.timeline().now().minus(KEPT);
        for (Workload workload : clusters.services(cluster)) {
            workload.tasks().removeIf(task -> task.stoppedAt.filter(horizon::isAfter).isPresent());
        }
        return clusters.services(cluster).stream().flatMap(workload -> workload.tasks().stream());
    }
}
