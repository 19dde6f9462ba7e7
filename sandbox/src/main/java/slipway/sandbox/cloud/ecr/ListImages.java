package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import slipway.sandbox.cloud.Call;

/** Lists an id for each tag of each image, and one without a tag for an image that has none (API_ListImages). */
final class ListImages implements Function<Call, ObjectNode> {
    private final Registry registry;

    ListImages(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        Repository repository = registry.asked(input);
        Filter filter = Filter.of(input);
        List<ObjectNode> ids = new ArrayList<>();
        repository.images().stream().filter(image -> filter.shows(image, repository)).forEach(image -> {
            List<String> tags = repository.tagsOf(image.digest());
            tags.forEach(tag -> ids.add(id(image).put("imageTag", tag)));
            if (tags.isEmpty()) {
                ids.add(id(image));
            }
        });
        return Page.of(input, ids, 100, 1000).written("imageIds", id -> id);
    }

    private static ObjectNode id(StoredImage image) {
        return JsonNodeFactory.instance.objectNode().put("imageDigest", image.digest());
    }
}
