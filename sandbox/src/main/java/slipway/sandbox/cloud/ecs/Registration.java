package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.Set;
import slipway.sandbox.cloud.AwsFault;

/** What RegisterTaskDefinition refuses (ECS: RegisterTaskDefinition, task_definition_parameters). */
final class Registration {
    private Registration() {}

    /** @throws AwsFault ClientException or InvalidParameterException */
    static void check(Input request, ArrayNode tags) {
        if (!request.text("family").orElse("").matches("[a-zA-Z0-9_-]{1,255}")) {
            throw Input.client("Family contains invalid characters.");
        }
        JsonNode containers = request.node().path("containerDefinitions");
        if (!containers.isArray() || containers.isEmpty()) {
            throw Input.client("Container list cannot be empty.");
        }
        checkContainers(containers);
        if (request.texts("requiresCompatibilities").contains("FARGATE")) {
            if (!request.text("networkMode").orElse("").equals("awsvpc")) {
                throw Input.client("Fargate only supports network mode ‘awsvpc’.");
            }
            if (!request.has("cpu") || !request.has("memory")) {
                throw Input.client("Fargate requires that 'cpu' and 'memory' be defined at the task level.");
            }
        }
        checkTags(tags);
    }

    private static void checkContainers(JsonNode containers) {
        Set<String> names = new HashSet<>();
        boolean essential = false;
        for (JsonNode container : containers) {
            String name = container.path("name").asText();
            if (name.isBlank() || !names.add(name)) {
                throw Input.client("Container.name should be given and unique, was '" + name + "'.");
            }
            if (container.path("image").asText().isBlank()) {
                throw Input.client("Container.image should not be null or empty.");
            }
            essential |= container.path("essential").asBoolean(true);
        }
        if (!essential) {
            throw Input.client("A task definition must have at least one essential container.");
        }
    }

    private static void checkTags(ArrayNode tags) {
        if (tags.size() > 50) {
            throw Input.invalid("The maximum number of tags is 50.");
        }
        for (JsonNode tag : tags) {
            if (tag.path("key").asText().toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
                throw Input.invalid("Tag keys starting with aws: are reserved.");
            }
        }
    }
}
