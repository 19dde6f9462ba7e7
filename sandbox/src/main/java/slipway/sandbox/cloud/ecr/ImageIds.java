package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;

/** The image ids of a call, and what is told of one that names nothing (API_ImageIdentifier, API_ImageFailure). */
final class ImageIds {
    private static final Pattern DIGEST = Pattern.compile("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+");

    private ImageIds() {}

    /** @throws AwsFault if there are none or more than 100 */
    static JsonNode of(JsonNode input) {
        JsonNode ids = input.path("imageIds");
        if (ids.isEmpty() || ids.size() > 100) {
            throw AwsFault.of("InvalidParameterException",
                    "Invalid parameter at 'imageIds' failed to satisfy constraint: 'Member must have length between 1 and 100'");
        }
        return ids;
    }

    static ObjectNode notFound(JsonNode id, Repository repository) {
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

    static ObjectNode failure(JsonNode id, String code, String reason) {
        ObjectNode failure = JsonNodeFactory.instance.objectNode();
        failure.set("imageId", id);
        return failure.put("failureCode", code).put("failureReason", reason);
    }
}
