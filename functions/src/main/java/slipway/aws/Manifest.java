package slipway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.codec.Json;
import slipway.release.Digest;
import slipway.release.Imprint;

/**
 * An OCI or Docker manifest, as far as it says whether it is something to run. What is attached to an image is a manifest
 * too: attestations by their layers, signatures and other artifacts by artifactType, subject or config (OCI image spec 1.1).
 */
record Manifest(JsonNode json) {
    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

    /** What is asked for: the images and the indexes that a service can run. */
    static final List<String> MEDIA_TYPES = List.of("application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json", OCI_INDEX, DOCKER_LIST);

    private static final Set<String> CONFIGS = Set.of(OCI_CONFIG, "application/vnd.docker.container.image.v1+json");

    /** A manifest that is not JSON says nothing. */
    static Manifest read(String text) {
        try {
            return new Manifest(Json.MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return new Manifest(MissingNode.getInstance());
        }
    }

    /** Says why it is not deployed; empty for an image or an index of images. */
    Optional<String> notDeployable() {
        if (json.hasNonNull("subject")) {
            return Optional.of("it is attached to another image: " + json.path("artifactType").asText("no artifact type"));
        }
        if ("attestation-manifest".equals(json.path("annotations").path("vnd.docker.reference.type").asText())) {
            return Optional.of("it is an attestation of another image");
        }
        return index() ? images() : image();
    }

    private Optional<String> image() {
        String artifact = json.path("artifactType").asText("");
        if (!artifact.isEmpty() && !CONFIGS.contains(artifact)) {
            return Optional.of("it is an artifact, not an image: " + artifact);
        }
        String config = json.path("config").path("mediaType").asText("");
        if (!config.isEmpty() && !CONFIGS.contains(config)) {
            return Optional.of("it is an artifact, not an image: " + config);
        }
        for (JsonNode layer : json.path("layers")) {
            String type = layer.path("mediaType").asText();
            if (!type.startsWith("application/vnd.oci.image.layer.") && !type.startsWith("application/vnd.docker.image.rootfs.")) {
                return Optional.of("it is an attestation or a signature, not an image: " + type);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the digest of an index's child for an architecture on Linux; attestations are for an unknown one.
     *
     * @param self what is returned where this is no index
     */
    Optional<String> forArchitecture(String architecture, String self) {
        if (!index()) {
            return Optional.of(self);
        }
        for (JsonNode child : json.path("manifests")) {
            JsonNode platform = child.path("platform");
            if (!attached(child) && platform.path("os").asText().equals("linux") && platform.path("architecture").asText().equals(architecture)) {
                return Optional.of(child.path("digest").asText());
            }
        }
        return Optional.empty();
    }

    /** Says whether it names images instead of being one. */
    boolean index() {
        return json.has("manifests");
    }

    /** Returns the digest of an index's first image; empty where this is no index. */
    Optional<Digest> firstImage() {
        return json.path("manifests").valueStream().filter(child -> !attached(child)).map(child -> child.path("digest").asText())
                .flatMap(digest -> Digest.of(digest).stream()).findFirst();
    }

    /** Returns where an image's configuration is; an index has none. */
    Optional<Digest> config() {
        JsonNode config = json.path("config");
        return CONFIGS.contains(config.path("mediaType").asText()) ? Digest.of(config.path("digest").asText()) : Optional.empty();
    }

    /** Returns what its makers wrote on it as annotations (OCI image spec, "Annotations"). */
    Imprint imprint() {
        Map<String, String> annotations = new HashMap<>();
        json.path("annotations").properties().forEach(one -> annotations.put(one.getKey(), one.getValue().asText("")));
        return Imprint.of(annotations);
    }

    private static boolean attached(JsonNode child) {
        return child.hasNonNull("artifactType") && !CONFIGS.contains(child.path("artifactType").asText())
                || child.path("annotations").has("vnd.docker.reference.type");
    }

    private Optional<String> images() {
        for (JsonNode child : json.path("manifests")) {
            if (!attached(child)) {
                return Optional.empty();
            }
        }
        return Optional.of("it is an index without an image");
    }
}
