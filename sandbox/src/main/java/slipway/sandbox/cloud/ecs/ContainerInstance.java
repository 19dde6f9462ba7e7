package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** An EC2 instance that is registered with a cluster (api: ContainerInstance); of its resources only ports are modelled. */
final class ContainerInstance {
    /** Where it is in its life. */
    enum Status {
        ACTIVE,
        /** No task is placed on it any more (guide: container-instance-draining). */
        DRAINING,
        /** Deregistered, as when its EC2 instance is terminated; it can be described for a while. */
        INACTIVE
    }

    /** The first of Linux's ephemeral ports, of which Docker takes one for each bridged port that names none (api: PortMapping, hostPort). */
    private static final int FIRST_PORT = 32_768;
    private static final int LAST_PORT = 60_999;

    final String arn;
    final String id;
    final String ec2InstanceId;
    final String zone;
    private final Instant registeredAt;
    private Status status = Status.ACTIVE;
    private int next = FIRST_PORT;

    ContainerInstance(String arn, String ec2InstanceId, String zone, Instant registeredAt) {
        this.arn = arn;
        this.id = arn.substring(arn.lastIndexOf('/') + 1);
        this.ec2InstanceId = ec2InstanceId;
        this.zone = zone;
        this.registeredAt = registeredAt;
    }

    boolean registered() {
        return status != Status.INACTIVE;
    }

    boolean active() {
        return status == Status.ACTIVE;
    }

    void become(Status next) {
        status = next;
    }

    /** Returns an ephemeral port, each in turn. */
    int port() {
        int port = next;
        next = port == LAST_PORT ? FIRST_PORT : port + 1;
        return port;
    }

    /** @param tasks those that are on it and not STOPPED */
    ObjectNode render(List<Task> tasks) {
        ObjectNode node = Json.object().put("containerInstanceArn", arn).put("ec2InstanceId", ec2InstanceId).put("version", 1)
                .put("status", status.name()).put("agentConnected", status != Status.INACTIVE)
                .put("runningTasksCount", tasks.stream().filter(Task::running).count())
                .put("pendingTasksCount", tasks.stream().filter(Task::pending).count());
        node.putObject("versionInfo").put("agentVersion", "1.89.2").put("dockerVersion", "DockerVersion: 25.0.8");
        for (String empty : List.of("remainingResources", "registeredResources", "attributes", "attachments", "tags")) {
            node.putArray(empty);
        }
        Json.put(node, "registeredAt", registeredAt);
        return node;
    }
}
