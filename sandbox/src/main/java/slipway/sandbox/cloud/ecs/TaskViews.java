package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Renders a task as DescribeTasks shows it (ECS: Task). */
final class TaskViews {
    private TaskViews() {}

    static ObjectNode render(Task task) {
        ObjectNode node = Json.object();
        ArrayNode attachments = node.putArray("attachments");
        if (task.network instanceof Network.Eni eni) {
            attachment(attachments, task, eni);
        }
        node.putArray("attributes").addObject().put("name", "ecs.cpu-architecture").put("value", "x86_64");
        node.put("availabilityZone", task.network.zone()).put("clusterArn", task.workload.clusterArn);
        if (task.attached()) {
            node.put("connectivity", "CONNECTED");
        }
        ArrayNode containers = node.putArray("containers");
        task.containers.forEach(container -> containers.add(container.render(task)));
        node.put("cpu", task.definition.member("cpu", "256"));
        Json.put(node, "createdAt", task.createdAt);
        node.put("desiredStatus", task.desiredStatus()).put("enableExecuteCommand", false);
        Json.time(node, "executionStoppedAt", task.executionStoppedAt);
        node.put("group", "service:" + task.workload.name)
                .put("healthStatus", task.healthStatus())
                .put("lastStatus", task.status().name())
                .put("launchType", task.workload.launchType)
                .put("memory", task.definition.member("memory", "512"));
        node.putObject("overrides").putArray("containerOverrides");
        task.instance.ifPresentOrElse(on -> node.put("containerInstanceArn", on.arn), () -> node.put("platformVersion", "1.4.0").put("platformFamily", "Linux"));
        Json.time(node, "pullStartedAt", task.pullStartedAt);
        Json.time(node, "pullStoppedAt", task.pullStoppedAt);
        Json.time(node, "startedAt", task.startedAt);
        node.put("startedBy", task.startedBy);
        Json.put(node, "stopCode", task.stopCode);
        Json.time(node, "stoppedAt", task.stoppedAt);
        Json.put(node, "stoppedReason", task.stoppedReason);
        Json.time(node, "stoppingAt", task.stoppingAt);
        node.putArray("tags");
        return node.put("taskArn", task.arn).put("taskDefinitionArn", task.definition.arn).put("version", task.version());
    }

    /** The address is there once the interface is attached; the type has another name than in events (aws-facts 1.2, 3). */
    private static void attachment(ArrayNode attachments, Task task, Network.Eni network) {
        String status = task.attached() ? "ATTACHED" : task.stoppedAt.isPresent() ? "DELETED" : "PRECREATED";
        ArrayNode details = attachments.addObject().put("id", network.attachmentId()).put("type", "ElasticNetworkInterface")
                .put("status", status).putArray("details");
        detail(details, "subnetId", network.subnet());
        if (!status.equals("PRECREATED")) {
            detail(details, "networkInterfaceId", network.interfaceId());
            detail(details, "macAddress", network.mac());
            detail(details, "privateIPv4Address", network.address());
        }
    }

    private static void detail(ArrayNode details, String name, String value) {
        details.addObject().put("name", name).put("value", value);
    }
}
