package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/**
 * Returns manifests (API_BatchGetImage). What is missing is an entry among the failures, never an error of the call. ECR may
 * translate a manifest that the caller does not accept; that is not modelled, so an index's media type must be accepted by name.
 */
final class BatchGetImage implements Function<Call, ObjectNode> {
    private final Registry registry;

    BatchGetImage(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ObjectNode apply(Call call) {
        Repository repository = registry.asked(call.input());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode images = output.putArray("images");
        ArrayNode failures = output.putArray("failures");
        for (JsonNode id : ImageIds.of(call.input())) {
            Optional<StoredImage> image = repository.find(id).filter(StoredImage::pullable);
            if (image.isEmpty()) {
                failures.add(ImageIds.notFound(id, repository));
            } else {
                Manifest manifest = image.get().manifest();
                accepted(call.input().path("acceptedMediaTypes"), manifest);
                images.add(ImageJson.image(registry.place(), repository, manifest, Optional.ofNullable(id.path("imageTag").textValue())));
            }
        }
        return output;
    }

    private static void accepted(JsonNode types, Manifest manifest) {
        if (types.isEmpty() && !manifest.isIndex()) {
            return;
        }
        for (JsonNode type : types) {
            if (type.asText().equals(manifest.mediaType())) {
                return;
            }
        }
        throw AwsFault.notModelled("the translation of a " + manifest.mediaType() + " that the caller does not accept");
    }
}
