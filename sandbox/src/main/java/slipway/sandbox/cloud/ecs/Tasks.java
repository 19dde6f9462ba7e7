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

/** ListTasks, DescribeTasks and StopTask. */
final class Tasks {
    /** Stopped tasks stay visible for at least this long (aws-facts 2.1); here, for exactly this long. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final World world;
    private final Clusters clusters;
    private final Scheduler scheduler;

    Tasks(World world, Clusters clusters, Scheduler scheduler) {
        this.world = world;
        this.clusters = clusters;
        this.scheduler = scheduler;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListTasks",
                Operation.of("cluster, serviceName, family, startedBy, desiredStatus, launchType, maxResults, nextToken",
                        call -> list(new Input(call.input()))),
                "DescribeTasks", Operation.of("cluster, tasks[], include[]", call -> describe(new Input(call.input()))),
                "StopTask", Operation.of("cluster, task, reason", call -> stop(new Input(call.input()))));
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
        String desired = input.oneOf("desiredStatus", "RUNNING", "RUNNING", "PENDING", "STOPPED");
        Optional<String> launchType = input.text("launchType").map(_ -> input.oneOf("launchType", "", "EC2", "FARGATE", "EXTERNAL"));
        List<String> arns = tasks.filter(task -> launchType.isEmpty() || launchType.get().equals(task.workload.launchType))
                .filter(task -> family.isEmpty() || task.definition.family.equals(family.get()))
                .filter(task -> startedBy.isEmpty() || task.startedBy.equals(startedBy.get()))
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

    /** A person stops one task; its service starts another one (API_StopTask). It drains first, as every task of a service does. */
    private ObjectNode stop(Input input) {
        String wanted = input.required("task");
        Task task = all(clusters.cluster(input)).filter(it -> it.arn.equals(wanted) || it.id.equals(wanted)).findFirst()
                .orElseThrow(() -> Input.invalid("The referenced task was not found."));
        task.workload.steady = false;
        scheduler.life().stop(task, "UserInitiated", input.text("reason").orElse("Task stopped by user"), true);
        scheduler.nudge(task.workload);
        ObjectNode output = Json.object();
        output.set("task", TaskViews.render(task));
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
