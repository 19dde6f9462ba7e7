package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Annotated;

/** A manifest as it was put, to the letter: its digest is the SHA-256 of its text (OCI image specification, "Descriptor"). */
public final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A real manifest leaves this to its config; here it is said beside the behaviour, unless it is amd64. */
    private static final String ARCHITECTURE = Annotated.PREFIX + "architecture";

    private final String text;
    private final String mediaType;
    /** Its configuration, where this was built here. */
    private final Optional<String> config;
    /** The text, once read: each look at a repository asks for it again. */
    private JsonNode read;

    public Manifest(String text, String mediaType) {
        this(text, mediaType, Optional.empty());
    }

    private Manifest(String text, String mediaType, Optional<String> config) {
        this.text = text;
        this.mediaType = mediaType;
        this.config = config;
    }

    public String text() {
        return text;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Builds the manifest of a single image for amd64. */
    public static Manifest image(String label, Annotated behaviour) {
        return image(label, behaviour, "amd64");
    }

    /**
     * Builds a single image's manifest. Equal arguments give an equal digest on each machine.
     *
     * @param label stands for the image's content: its config and the digests of its layers are derived from it
     */
    static Manifest image(String label, Annotated behaviour, String architecture) {
        ObjectNode manifest = started(MediaTypes.IMAGE);
        String config = config(label, behaviour.labels(), architecture);
        manifest.set("config", descriptor(MediaTypes.CONFIG, config, config.getBytes(StandardCharsets.UTF_8).length));
        manifest.putArray("layers")
                .add(descriptor(MediaTypes.LAYER, "base layer", 29_536_818))
                .add(descriptor(MediaTypes.LAYER, label + "/layer", 18_322_401));
        ObjectNode annotations = manifest.putObject("annotations");
        behaviour.annotations().forEach(annotations::put);
        if (!architecture.equals("amd64")) {
            annotations.put(ARCHITECTURE, architecture);
        }
        return new Manifest(text(manifest), MediaTypes.IMAGE, Optional.of(config));
    }

    /** OCI image specification, "Image Configuration"; the layers' own digests stand for those of what is in them. */
    private static String config(String label, Map<String, String> labels, String architecture) {
        ObjectNode config = JSON.createObjectNode().put("architecture", architecture).put("os", "linux");
        ObjectNode own = config.putObject("config");
        if (!labels.isEmpty()) {
            ObjectNode written = own.putObject("Labels");
            new TreeMap<>(labels).forEach(written::put);
        }
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(digestOf("base layer")).add(digestOf(label + "/layer"));
        return text(config);
    }

    /** Builds the manifest of a provenance attestation, as buildx pushes beside an image. */
    static Manifest attestation(String subjectDigest) {
        ObjectNode manifest = started(MediaTypes.IMAGE);
        manifest.set("config", descriptor(MediaTypes.CONFIG, subjectDigest + "/attestation config", 167));
        manifest.putArray("layers").add(descriptor(MediaTypes.ATTESTATION_LAYER, subjectDigest + "/attestation", 1_125));
        return new Manifest(text(manifest), MediaTypes.IMAGE);
    }

    /** Builds the manifest of a signature, as cosign pushes it: an image's config, and one layer with what was signed. */
    static Manifest signature(String subjectDigest) {
        ObjectNode manifest = started(MediaTypes.IMAGE);
        manifest.set("config", descriptor(MediaTypes.CONFIG, subjectDigest + "/signature config", 233));
        manifest.putArray("layers").add(descriptor(MediaTypes.SIGNATURE_LAYER, subjectDigest + "/signature", 243));
        return new Manifest(text(manifest), MediaTypes.IMAGE);
    }

    /** Builds an index: one entry an architecture, and one for the attestation of each. */
    static Manifest index(Map<String, Manifest> images) {
        ObjectNode index = started(MediaTypes.INDEX);
        ArrayNode entries = index.putArray("manifests");
        images.forEach((architecture, image) -> entries.add(entry(image, architecture, "linux")));
        images.values().forEach(image -> {
            ObjectNode entry = entry(attestation(image.digest()), "unknown", "unknown");
            entry.putObject("annotations")
                    .put("vnd.docker.reference.digest", image.digest())
                    .put("vnd.docker.reference.type", "attestation-manifest");
            entries.add(entry);
        });
        return new Manifest(text(index), MediaTypes.INDEX);
    }

    public String digest() {
        return digestOf(text);
    }

    /** Returns the config and the layers that an image's manifest refers to, and their sizes; an index has none of its own. */
    Map<String, Long> blobs() {
        Map<String, Long> blobs = new LinkedHashMap<>();
        JsonNode json = json();
        Stream.concat(Stream.of(json.path("config")), json.path("layers").valueStream()).filter(JsonNode::isObject)
                .forEach(blob -> blobs.put(blob.path("digest").asText(), blob.path("size").asLong()));
        return blobs;
    }

    /** Returns what is in those of its blobs that were built here, by digest. */
    Map<String, byte[]> contents() {
        return config.map(built -> built.getBytes(StandardCharsets.UTF_8)).map(bytes -> Map.of(digestOf(bytes), bytes)).orElse(Map.of());
    }

    boolean isIndex() {
        return MediaTypes.INDEXES.contains(mediaType);
    }

    /** Returns the digests of an index's entries, in order; none for a single image. */
    List<String> children() {
        return json().path("manifests").findValuesAsText("digest");
    }

    /** Returns the media type of the config, which ECR tells as the artifact's; an index has none. */
    Optional<String> artifactMediaType() {
        return Optional.ofNullable(json().path("config").path("mediaType").textValue());
    }

    /** Returns what the manifest and all it refers to weigh, in bytes. */
    long size() {
        return text.length() + json().findValues("size").stream().mapToLong(JsonNode::asLong).sum();
    }

    /** Returns whether it can be run as it is: no index, and layers that are a file system. */
    boolean isImage() {
        return !isIndex() && json().path("layers").findValuesAsText("mediaType").stream().allMatch(type -> type.contains(".tar") || type.contains("rootfs"));
    }

    String architecture() {
        return annotations().getOrDefault(ARCHITECTURE, "amd64");
    }

    Map<String, String> annotations() {
        Map<String, String> annotations = new HashMap<>();
        json().path("annotations").properties().forEach(annotation -> annotations.put(annotation.getKey(), annotation.getValue().asText()));
        return annotations;
    }

    /** @throws AwsFault if the text is no JSON object (message as quoted in github.com/aws/aws-sdk/issues/193) */
    JsonNode json() {
        if (read == null) {
            read = parsed();
        }
        return read;
    }

    private JsonNode parsed() {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException unreadable) {
            // Told below, in AWS's words.
        }
        throw AwsFault.of("InvalidParameterException",
                "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'");
    }

    private static ObjectNode started(String mediaType) {
        return JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", mediaType);
    }

    private static ObjectNode descriptor(String mediaType, String content, long size) {
        return JSON.createObjectNode().put("mediaType", mediaType).put("digest", digestOf(content)).put("size", size);
    }

    private static ObjectNode entry(Manifest manifest, String architecture, String os) {
        ObjectNode entry = JSON.createObjectNode()
                .put("mediaType", manifest.mediaType).put("digest", manifest.digest()).put("size", manifest.text.length());
        entry.putObject("platform").put("architecture", architecture).put("os", os);
        return entry;
    }

    private static String text(ObjectNode manifest) {
        try {
            return JSON.writeValueAsString(manifest);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }

    private static String digestOf(String text) {
        return digestOf(text.getBytes(StandardCharsets.UTF_8));
    }

    static String digestOf(byte[] bytes) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each JDK has SHA-256", impossible);
        }
    }
}
