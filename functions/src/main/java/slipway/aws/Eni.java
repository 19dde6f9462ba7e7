package slipway.aws;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;

/** A task's own network interface, by whose address its target is known in network mode awsvpc. */
public final class Eni {
    private Eni() {}

    /** Says whether it has one of its own, attached or not yet. */
    static boolean has(Task task) {
        return task.attachments().stream().anyMatch(attachment -> "ElasticNetworkInterface".equals(attachment.type()));
    }

    /**
     * Returns the private IPv4 address and the IPv6 address, as {@link #normal} writes them: which of both its target is known by, its group's address
     * type says; a task of an IPv6-only subnet has no other (ECS guide, "Amazon ECS task networking"). None before it is attached, and in any other network mode.
     */
    public static List<String> addresses(Task task) {
        Stream<String> attached = task.attachments().stream()
                .filter(attachment -> "ElasticNetworkInterface".equals(attachment.type()))
                .flatMap(attachment -> attachment.details().stream())
                .filter(detail -> "privateIPv4Address".equals(detail.name()))
                .map(KeyValuePair::value);
        Stream<String> ofContainers = task.containers().stream().flatMap(container -> container.networkInterfaces().stream()).map(NetworkInterface::ipv6Address);
        return Stream.concat(attached, ofContainers).filter(Objects::nonNull).map(Eni::normal).distinct().toList();
    }

    /** Returns an IPv6 address in its one longest form, since services shorten it in their own ways; all else as it is. No name is ever looked up. */
    public static String normal(String id) {
        try {
            return id.contains(":") ? InetAddress.ofLiteral(id).getHostAddress() : id;
        } catch (IllegalArgumentException noAddress) {
            return id;
        }
    }
}
