package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.AwsFault;

/** One repository: images by digest, in the order in which they came, and tags that each name one of them. */
final class Repository {
    private final String name;
    private final Instant createdAt;
    private final Map<String, StoredImage> images = new LinkedHashMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, Instant> deleted = new HashMap<>();
    private final Layers layers = new Layers();
    private boolean immutable;

    Repository(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Says whether a tag, once given, may be moved to another image. */
    void immutable(boolean tagsAre) {
        immutable = tagsAre;
    }

    String mutability() {
        return immutable ? "IMMUTABLE" : "MUTABLE";
    }

    Collection<StoredImage> images() {
        return images.values();
    }

    /** Returns the repository with all that is restored by now. */
    Repository at(Instant now) {
        images.replaceAll((_, image) -> image.at(now));
        return this;
    }

    Layers layers() {
        return layers;
    }

    List<String> tagsOf(String digest) {
        return tags.entrySet().stream().filter(tag -> tag.getValue().equals(digest)).map(Map.Entry::getKey).toList();
    }

    Optional<StoredImage> byDigest(String digest) {
        return Optional.ofNullable(images.get(digest));
    }

    Optional<StoredImage> byTag(String tag) {
        return Optional.ofNullable(tags.get(tag)).flatMap(this::byDigest);
    }

    /** Finds what an image id names; with digest and tag, both must name the same image. */
    Optional<StoredImage> find(JsonNode imageId) {
        Optional<String> tag = Optional.ofNullable(imageId.path("imageTag").textValue());
        Optional<String> digest = Optional.ofNullable(imageId.path("imageDigest").textValue());
        if (digest.isEmpty()) {
            return tag.flatMap(this::byTag);
        }
        return byDigest(digest.get()).filter(image -> tag.isEmpty() || image.digest().equals(tags.get(tag.get())));
    }

    /**
     * Stores a manifest, and moves the tag to it.
     *
     * @return false if both were so already
     * @throws AwsFault ReferencedImagesNotFoundException, or ImageTagAlreadyExistsException if tags are immutable
     */
    boolean put(Manifest manifest, Optional<String> tag, Instant now) {
        tag.filter(name -> immutable && tags.containsKey(name) && !tags.get(name).equals(manifest.digest())).ifPresent(name -> {
            // As quoted in aws/containers-roadmap#862.
            throw AwsFault.of("ImageTagAlreadyExistsException", "The image tag '" + name + "' already exists in the '" + this.name
                    + "' repository and cannot be overwritten because the repository is immutable.");
        });
        required(manifest.children().stream().filter(child -> !images.containsKey(child)).toList());
        String digest = manifest.digest();
        StoredImage before = images.get(digest);
        // Pushing again restores an archived image (ECR user guide, "Archiving an image" and "Pushing a Docker image").
        images.put(digest, before == null ? StoredImage.pushed(manifest, now) : before.pushedAgain(now));
        deleted.remove(digest);
        boolean moved = tag.isPresent() && !digest.equals(tags.put(tag.get(), digest));
        return moved || before == null || before.archived();
    }

    private void required(List<String> missing) {
        if (!missing.isEmpty()) {
            throw AwsFault.of("ReferencedImagesNotFoundException", "Images with digests '" + missing
                    + "' required for pushing image into repository with name '" + name + "' do not exist");
        }
    }

    void archive(String digest) {
        images.computeIfPresent(digest, (_, image) -> image.archivedNow());
    }

    /** Says whether an index refers to the image. */
    boolean referenced(String digest) {
        return images.values().stream().anyMatch(image -> image.manifest().children().contains(digest));
    }

    void untag(String tag) {
        tags.remove(tag);
    }

    /** Removes an image and its tags. @throws AwsFault if an index refers to it (API_ImageFailure, ImageReferencedByManifestList) */
    void delete(String digest, Instant now) {
        if (referenced(digest)) {
            throw AwsFault.of("ImageReferencedByManifestList", "Requested image referenced by manifest list: " + digest);
        }
        tags.values().removeIf(digest::equals);
        images.remove(digest);
        deleted.put(digest, now);
    }

    Optional<Instant> deletedAt(String digest) {
        return Optional.ofNullable(deleted.get(digest));
    }
}
