package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import slipway.sandbox.cloud.Bus;
import slipway.sandbox.cloud.Place;

/**
 * Tells of images as ECR does ("Amazon ECR events and EventBridge"), with the seven detail keys of today's pushes: an untagged
 * one has the empty string for its tag, an index has no artifact media type (seen in awslabs/cfn-ecr-aws-soci-index-builder#137). A
 * replication is told in the registry where the image arrives, without any media type, and a push is not told there.
 */
final class ImageEvents {
    private final Bus bus;

    ImageEvents(Bus bus) {
        this.bus = bus;
    }

    void pushed(String repository, Manifest manifest, Optional<String> tag) {
        emit(typed(detail(repository, manifest.digest(), "PUSH").put("image-tag", tag.orElse("")), manifest));
    }

    void replicated(Place place, Place source, String repository, String digest, Optional<String> tag) {
        ObjectNode detail = detail(repository, digest, "REPLICATE").put("image-tag", tag.orElse(""))
                .put("source-account", source.account()).put("source-region", source.region());
        bus.emit("aws.ecr", "ECR Replication Action", List.of(place.arn("ecr", "repository/" + repository)), detail);
    }

    void deleted(String repository, String digest, String tag) {
        emit(detail(repository, digest, "DELETE").put("image-tag", tag));
    }

    /** As the documented sample of an archival has it: no tag, and when it was last activated only the restore tells. */
    void archived(String repository, Manifest manifest) {
        emit(typed(detail(repository, manifest.digest(), "UPDATE_STORAGE_CLASS").put("target-storage-class", "ARCHIVE"), manifest));
    }

    private static ObjectNode typed(ObjectNode detail, Manifest manifest) {
        detail.put("manifest-media-type", manifest.mediaType());
        manifest.artifactMediaType().ifPresent(type -> detail.put("artifact-media-type", type));
        return detail;
    }

    private static ObjectNode detail(String repository, String digest, String action) {
        return JsonNodeFactory.instance.objectNode()
                .put("result", "SUCCESS").put("repository-name", repository).put("image-digest", digest).put("action-type", action);
    }

    private void emit(ObjectNode detail) {
        bus.emit("aws.ecr", "ECR Image Action", List.of(), detail);
    }
}
