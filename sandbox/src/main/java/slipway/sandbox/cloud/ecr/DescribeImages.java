package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/**
 * Describes images, by id or page by page (API_DescribeImages). One unknown id fails the whole call. Without a filter only
 * active images are returned, as the API reference says; the user guide ("Archiving an image") can be read otherwise.
 */
final class DescribeImages implements Function<Call, ObjectNode> {
    private final Registry registry;

    DescribeImages(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        Repository repository = registry.asked(input);
        Predicate<StoredImage> filter = status(input).and(tagged(input, repository));
        if (!input.has("imageIds")) {
            List<StoredImage> images = repository.images().stream().filter(filter).toList();
            return Page.of(input, images, 100, 1000)
                    .written("imageDetails", image -> ImageJson.detail(registry.place(), repository, image));
        }
        if (input.has("maxResults") || input.has("nextToken")) {
            throw AwsFault.of("InvalidParameterException", "maxResults and nextToken cannot be used with imageIds");
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode details = output.putArray("imageDetails");
        for (JsonNode id : ids(input)) {
            StoredImage image = repository.find(id).filter(filter).orElseThrow(() -> missing(id, repository));
            details.add(ImageJson.detail(registry.place(), repository, image));
        }
        return output;
    }

    static JsonNode ids(JsonNode input) {
        JsonNode ids = input.path("imageIds");
        if (ids.isEmpty() || ids.size() > 100) {
            throw AwsFault.of("InvalidParameterException",
                    "Invalid parameter at 'imageIds' failed to satisfy constraint: 'Member must have length between 1 and 100'");
        }
        return ids;
    }

    private static Predicate<StoredImage> status(JsonNode input) {
        String status = input.path("filter").path("imageStatus").asText("ACTIVE");
        return image -> status.equals("ANY") || image.status().equals(status);
    }

    private static Predicate<StoredImage> tagged(JsonNode input, Repository repository) {
        String tagStatus = input.path("filter").path("tagStatus").asText("ANY");
        return switch (tagStatus) {
            case "ANY" -> _ -> true;
            case "TAGGED" -> image -> !repository.tagsOf(image.digest()).isEmpty();
            case "UNTAGGED" -> image -> repository.tagsOf(image.digest()).isEmpty();
            default -> throw AwsFault.of("InvalidParameterException", "Invalid parameter at 'filter.tagStatus': " + tagStatus);
        };
    }

    private AwsFault missing(JsonNode id, Repository repository) {
        return AwsFault.of("ImageNotFoundException", "The image with imageId {imageDigest:'" + id.path("imageDigest").asText("null")
                + "', imageTag:'" + id.path("imageTag").asText("null")
                + "'} does not exist within the repository with name '" + repository.name()
                + "' in the registry with id '" + registry.place().account() + "'");
    }
}
