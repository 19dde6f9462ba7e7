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

/** Describes images, by id or page by page (API_DescribeImages). One unknown id fails the whole call. */
final class DescribeImages implements Function<Call, ObjectNode> {
    private final Registry registry;

    DescribeImages(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        Repository repository = registry.asked(input);
        Filter wanted = Filter.of(input);
        Predicate<StoredImage> filter = image -> wanted.shows(image, repository);
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
        for (JsonNode id : ImageIds.of(input)) {
            StoredImage image = repository.find(id).filter(filter).orElseThrow(() -> missing(id, repository));
            details.add(ImageJson.detail(registry.place(), repository, image));
        }
        return output;
    }

    private AwsFault missing(JsonNode id, Repository repository) {
        return AwsFault.of("ImageNotFoundException", "The image with imageId {imageDigest:'" + id.path("imageDigest").asText("null")
                + "', imageTag:'" + id.path("imageTag").asText("null")
                + "'} does not exist within the repository with name '" + repository.name()
                + "' in the registry with id '" + registry.place().account() + "'");
    }
}
