package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import slipway.sandbox.cloud.Call;

/** Takes tags away, and images with their last tag or by their digest (API_BatchDeleteImage); what can't be is a failure entry. */
final class BatchDeleteImage implements Function<Call, ObjectNode> {
    private final Registry registry;
    private final ImageEvents events;

    BatchDeleteImage(Registry registry, ImageEvents events) {
        this.registry = registry;
        this.events = events;
    }

    @Override
    public ObjectNode apply(Call call) {
        Repository repository = registry.asked(call.input());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode deleted = output.putArray("imageIds");
        ArrayNode failures = output.putArray("failures");
        for (JsonNode id : ImageIds.of(call.input())) {
            Optional<StoredImage> image = repository.find(id);
            if (image.isEmpty()) {
                failures.add(ImageIds.notFound(id, repository));
            } else {
                delete(repository, id, image.get().digest(), deleted, failures);
            }
        }
        return output;
    }

    private void delete(Repository repository, JsonNode id, String digest, ArrayNode deleted, ArrayNode failures) {
        List<String> tags = repository.tagsOf(digest);
        List<String> going = id.has("imageTag") ? List.of(id.get("imageTag").asText()) : tags.isEmpty() ? List.of("") : tags;
        if (going.size() >= tags.size() && repository.referenced(digest)) {
            failures.add(ImageIds.failure(id, "ImageReferencedByManifestList", "Requested image referenced by manifest list"));
            return;
        }
        if (going.size() >= tags.size()) {
            repository.delete(digest);
        } else {
            going.forEach(repository::untag);
        }
        for (String tag : going) {
            ObjectNode gone = deleted.addObject().put("imageDigest", digest);
            if (!tag.isEmpty()) {
                gone.put("imageTag", tag);
            }
            events.deleted(repository.name(), digest, tag);
        }
    }
}
