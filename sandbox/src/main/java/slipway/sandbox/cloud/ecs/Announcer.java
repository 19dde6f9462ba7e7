package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What ECS says: service events (texts as seen in logs, aws-facts 2.3), EventBridge events (aws-facts 1.2), and changes
 * for watchers.
 */
final class Announcer {
    /** DescribeServices shows the newest 100 (ECS: service-event-messages). */
    private static final int EVENTS = 100;

    private final World world;
    private final List<Consumer<Change>> watchers = new ArrayList<>();

    Announcer(World world) {
        this.world = world;
    }

    void watch(Consumer<Change> watcher) {
        watchers.add(watcher);
    }

    /** Adds "(service NAME) text" to the events; a repetition of the newest message is left out. */
    void say(Workload workload, String text) {
        record(workload, "(service " + workload.name + ") " + text);
    }

    void sayOf(Deployment deployment, String text) {
        record(deployment.workload, "(service " + deployment.workload.name + ") (deployment " + deployment.id + ") " + text);
    }

    void sayOfTaskSet(Deployment deployment, String text) {
        record(deployment.workload, "(service " + deployment.workload.name + ", taskSet " + deployment.id + ") " + text);
    }

    private void record(Workload workload, String message) {
        if (!workload.events.isEmpty() && workload.events.peekFirst().message().equals(message)) {
            return;
        }
        workload.events.addFirst(new Workload.ServiceEvent(world.ids().uuid(), world.timeline().now(), message));
        while (workload.events.size() > EVENTS) {
            workload.events.removeLast();
        }
        tell(new Change.Said(world.timeline().now(), workload.name, message));
    }

    void changed(Task task) {
        tell(new Change.OfTask(world.timeline().now(), task.workload.name, task.id, task.deployment.id, task.status().name(),
                task.stoppedReason));
    }

    void changed(Deployment deployment) {
        tell(new Change.OfDeployment(world.timeline().now(), deployment.workload.name, deployment.id,
                deployment.rollout().name(), deployment.reason()));
    }

    private void tell(Change change) {
        watchers.forEach(watcher -> watcher.accept(change));
    }

    /**
     * "ECS Deployment State Change": FAILED is an ERROR, the rest INFO. The guide's sample of 2020 has no clusterArn, events of 2025 that
     * people show have one; the time is in whole seconds in both.
     */
    void emit(Deployment deployment, String eventName, String reason) {
        ObjectNode detail = Json.object()
                .put("eventType", eventName.endsWith("FAILED") ? "ERROR" : "INFO")
                .put("eventName", eventName)
                .put("clusterArn", deployment.workload.clusterArn)
                .put("deploymentId", deployment.id)
                .put("updatedAt", deployment.updatedAt().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("reason", reason);
        world.bus().emit("aws.ecs", "ECS Deployment State Change", List.of(deployment.workload.arn), detail);
        changed(deployment);
    }

    /** "ECS Service Action". */
    void emit(Workload workload, String eventType, String eventName) {
        ObjectNode detail = Json.object()
                .put("eventType", eventType)
                .put("eventName", eventName)
                .put("clusterArn", workload.clusterArn)
                .put("createdAt", world.timeline().now().toString());
        world.bus().emit("aws.ecs", "ECS Service Action", List.of(workload.arn), detail);
    }

    static String named(List<Task> tasks) {
        return tasks.stream().map(task -> "(task " + task.id + ")").collect(Collectors.joining(" "));
    }
}
