package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Creates a repository of mutable or immutable tags (API_CreateRepository); scans on push and keys of the user's own are not modelled. */
final class CreateRepository implements Function<Call, ObjectNode> {
    private final Registry registry;

    CreateRepository(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        registry.ours(input);
        if (input.path("imageScanningConfiguration").path("scanOnPush").asBoolean()) {
            throw AwsFault.notModelled("scans on push");
        }
        if (!input.path("encryptionConfiguration").path("encryptionType").asText("AES256").equals("AES256")) {
            throw AwsFault.notModelled("repositories with another encryption than AES256");
        }
        boolean immutable = immutable(input);
        String name = input.path("repositoryName").asText();
        registry.create(name);
        Repository created = registry.repository(name);
        created.immutable(immutable);
        return JsonNodeFactory.instance.objectNode().set("repository", ImageJson.repository(registry.place(), created));
    }

    /** Reads {@code imageTagMutability}; without it tags are mutable. */
    static boolean immutable(JsonNode input) {
        String mutability = input.path("imageTagMutability").asText("MUTABLE");
        return switch (mutability) {
            case "MUTABLE" -> false;
            case "IMMUTABLE" -> true;
            case "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION" -> throw AwsFault.notModelled("tag mutability with exclusions");
            default -> throw AwsFault.of("InvalidParameterException", "Invalid parameter at 'imageTagMutability' failed to satisfy constraint: "
                    + "'Member must satisfy enum value set: [IMMUTABLE, MUTABLE_WITH_EXCLUSION, MUTABLE, IMMUTABLE_WITH_EXCLUSION]'");
        };
    }
}
