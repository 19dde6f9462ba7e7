package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** One revision of a task definition: the request's members verbatim, and what ECS adds to the response (aws-facts 2.2). */
final class Definition {
    final String arn;
    final String family;
    final int revision;
    final List<ContainerDefinition> containers;
    final ArrayNode tags;
    private final ObjectNode request;
    private final Instant registeredAt;
    private final String registeredBy;
    private Optional<Instant> deregisteredAt = Optional.empty();

    Definition(String arn, int revision, ObjectNode request, ArrayNode tags, Instant registeredAt, String registeredBy) {
        this.arn = arn;
        this.family = request.get("family").asText();
        this.revision = revision;
        this.request = request;
        this.tags = tags;
        this.registeredAt = registeredAt;
        this.registeredBy = registeredBy;
        this.containers = StreamSupport.stream(request.get("containerDefinitions").spliterator(), false)
                .map(ContainerDefinition::of).toList();
    }

    boolean active() {
        return deregisteredAt.isEmpty();
    }

    void deregister(Instant now) {
        deregisteredAt = deregisteredAt.or(() -> Optional.of(now));
    }

    String member(String name, String otherwise) {
        return request.path(name).asText(otherwise);
    }

    /** Without a word it is bridge, on Linux (api: RegisterTaskDefinition, networkMode). */
    String networkMode() {
        return member("networkMode", "bridge");
    }

    boolean ownAddress() {
        return networkMode().equals("awsvpc");
    }

    /** Tags are no part of a task definition; an operation shows them beside it. */
    ObjectNode render() {
        ObjectNode node = Json.object().put("taskDefinitionArn", arn).put("revision", revision)
                .put("status", active() ? "ACTIVE" : "INACTIVE");
        node.setAll(request.deepCopy());
        if (!request.has("volumes")) {
            node.putArray("volumes");
        }
        if (!request.has("placementConstraints")) {
            node.putArray("placementConstraints");
        }
        node.putArray("requiresAttributes").addObject().put("name", "com.amazonaws.ecs.capability.docker-remote-api.1.18");
        ArrayNode compatibilities = node.putArray("compatibilities").add("EC2");
        if (ownAddress()) {
            compatibilities.add("FARGATE");
        }
        Json.put(node, "registeredAt", registeredAt);
        node.put("registeredBy", registeredBy);
        Json.time(node, "deregisteredAt", deregisteredAt);
        return node;
    }
}
