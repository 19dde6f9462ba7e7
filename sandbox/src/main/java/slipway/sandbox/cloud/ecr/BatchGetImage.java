package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/**
 * Returns manifests (API_BatchGetImage). What is missing is an entry among the failures, never an error of the call. ECR may
 * translate a manifest that the caller does not accept; that is not modelled, so an index's media type must be accepted by name.
 */
final class BatchGetImage implements Function<Call, ObjectNode> {
    private static final Pattern DIGEST = Pattern.compile("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+");

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
        for (JsonNode id : DescribeImages.ids(call.input())) {
            Optional<StoredImage> image = repository.find(id).filter(found -> !found.archived());
            if (image.isEmpty()) {
                failures.add(failure(id, repository));
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

    private static ObjectNode failure(JsonNode id, Repository repository) {
        if (!id.has("imageDigest") && !id.has("imageTag")) {
            return failure(id, "MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null");
        }
        String digest = id.path("imageDigest").asText("none:0");
        if (!DIGEST.matcher(digest).matches()) {
            return failure(id, "InvalidImageDigest", "Invalid request parameters: image digest should satisfy the regex '" + DIGEST + "'");
        }
        if (repository.byDigest(digest).isPresent() && id.has("imageTag")) {
            return failure(id, "ImageTagDoesNotMatchDigest", "The tag does not name the image with that digest");
        }
        return failure(id, "ImageNotFound", "Requested image not found");
    }

    private static ObjectNode failure(JsonNode id, String code, String reason) {
        ObjectNode failure = JsonNodeFactory.instance.objectNode();
        failure.set("imageId", id);
        return failure.put("failureCode", code).put("failureReason", reason);
    }
}
