package slipway.aws;

import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/** A task's own network interface, by whose address its target is known in network mode awsvpc. */
public final class Eni {
    private Eni() {}

    /** Says whether it has one of its own, attached or not yet. */
    static boolean has(Task task) {
        return task.attachments().stream().anyMatch(attachment -> "ElasticNetworkInterface".equals(attachment.type()));
    }

    /** Returns the private IPv4 address; empty before it is attached, and in any other network mode. */
    public static Optional<String> address(Task task) {
        return task.attachments().stream()
                .filter(attachment -> "ElasticNetworkInterface".equals(attachment.type()))
                .flatMap(attachment -> attachment.details().stream())
                .filter(detail -> "privateIPv4Address".equals(detail.name()))
                .map(KeyValuePair::value).findFirst();
    }
}
