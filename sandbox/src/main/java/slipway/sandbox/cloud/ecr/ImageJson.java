package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.sandbox.cloud.Place;

/** Writes images and repositories as ECR's API does (API_Image, API_ImageDetail, API_Repository). */
final class ImageJson {
    private ImageJson() {}

    static ObjectNode image(Place place, Repository repository, Manifest manifest, Optional<String> tag) {
        ObjectNode image = owner(place, repository);
        ObjectNode id = image.putObject("imageId").put("imageDigest", manifest.digest());
        tag.ifPresent(name -> id.put("imageTag", name));
        return image.put("imageManifest", manifest.text()).put("imageManifestMediaType", manifest.mediaType());
    }

    static ObjectNode detail(Place place, Repository repository, StoredImage stored) {
        ObjectNode detail = owner(place, repository).put("imageDigest", stored.digest());
        List<String> tags = repository.tagsOf(stored.digest());
        if (!tags.isEmpty()) {
            ArrayNode written = detail.putArray("imageTags");
            tags.forEach(written::add);
        }
        detail.put("imageSizeInBytes", stored.manifest().size()).put("imagePushedAt", seconds(stored.pushedAt()))
                .put("imageManifestMediaType", stored.manifest().mediaType());
        stored.manifest().artifactMediaType().ifPresent(type -> detail.put("artifactMediaType", type));
        return detail.put("imageStatus", stored.status().name());
    }

    static ObjectNode repository(Place place, Repository repository) {
        ObjectNode written = JsonNodeFactory.instance.objectNode()
                .put("repositoryArn", place.arn("ecr", "repository/" + repository.name()))
                .put("registryId", place.account())
                .put("repositoryName", repository.name())
                .put("repositoryUri", place.registry() + "/" + repository.name())
                .put("createdAt", seconds(repository.createdAt()))
                .put("imageTagMutability", repository.mutability());
        written.putObject("imageScanningConfiguration").put("scanOnPush", false);
        written.putObject("encryptionConfiguration").put("encryptionType", "AES256");
        return written;
    }

    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    private static ObjectNode owner(Place place, Repository repository) {
        return JsonNodeFactory.instance.objectNode().put("registryId", place.account()).put("repositoryName", repository.name());
    }
}
