package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;

/** Stores a manifest, with or without a tag (API_PutImage). Manifests that refer to a subject, such as signatures, are not modelled. */
final class PutImage implements Function<Call, ObjectNode> {
    /** A tag as the OCI distribution specification has it; API_PutImage allows no other. */
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    private static final int MOST_CHARACTERS = 4_194_304;

    private final Registry registry;
    private final ImageEvents events;

    PutImage(Registry registry, ImageEvents events) {
        this.registry = registry;
        this.events = events;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        Repository repository = registry.asked(input);
        Manifest manifest = manifest(input);
        Optional<String> tag = tag(input);
        List<String> missing = repository.layers().missing(manifest);
        if (!missing.isEmpty()) {
            throw AwsFault.of("LayersNotFoundException", "Layers with digests '" + missing + "' required for pushing image into repository with name '"
                    + repository.name() + "' in the registry with id '" + registry.place().account() + "' do not exist");
        }
        playable(manifest);
        if (!repository.put(manifest, tag, registry.now())) {
            throw AwsFault.of("ImageAlreadyExistsException", "Image with digest '" + manifest.digest() + "' and tag '"
                    + tag.orElse("null") + "' already exists in the repository with name '" + repository.name()
                    + "' in registry with id '" + registry.place().account() + "'");
        }
        events.pushed(repository.name(), manifest, tag);
        return JsonNodeFactory.instance.objectNode().set("image", ImageJson.image(registry.place(), repository, manifest, tag));
    }

    /** What can't be played is refused here, not when a task pulls it. */
    private static void playable(Manifest manifest) {
        Map<String, String> annotations = new HashMap<>();
        manifest.json().path("annotations").properties().forEach(annotation -> annotations.put(annotation.getKey(), annotation.getValue().asText()));
        Behaviour.of(annotations);
    }

    private static Optional<String> tag(JsonNode input) {
        Optional<String> tag = Optional.ofNullable(input.path("imageTag").textValue());
        tag.filter(name -> !TAG.matcher(name).matches()).ifPresent(_ -> {
            throw invalid("imageTag", "must satisfy regular expression '" + TAG + "'");
        });
        return tag;
    }

    /** A manifest without the field needs it beside it (API_PutImage, {@code imageManifestMediaType}); that both must agree is believed. */
    private static String mediaType(JsonNode input, JsonNode manifest) {
        String inside = manifest.path("mediaType").asText("");
        String type = input.path("imageManifestMediaType").asText(inside);
        if (type.isEmpty() || !inside.isEmpty() && !inside.equals(type)) {
            throw invalid("imageManifestMediaType", type.isEmpty()
                    ? "must be given for a manifest without the field mediaType" : "must be the manifest's own, " + inside);
        }
        if (!MediaTypes.ALL.contains(type)) {
            throw AwsFault.notModelled("manifests of media type '" + type + "'");
        }
        return type;
    }

    private static AwsFault invalid(String parameter, String constraint) {
        return AwsFault.of("InvalidParameterException", "Invalid parameter at '" + parameter + "' failed to satisfy constraint: '" + constraint + "'");
    }

    private static Manifest manifest(JsonNode input) {
        String text = input.path("imageManifest").asText();
        JsonNode json = new Manifest(text, "").json();
        if (text.length() > MOST_CHARACTERS) {
            throw invalid("imageManifest", "Member must have length less than or equal to " + MOST_CHARACTERS);
        }
        if (json.has("subject")) {
            throw AwsFault.notModelled("manifests with a subject");
        }
        String type = mediaType(input, json);
        boolean shaped = MediaTypes.INDEXES.contains(type) ? json.path("manifests").isArray() : json.path("config").has("digest") && json.path("layers").isArray();
        if (json.path("schemaVersion").asInt() != 2 || !shaped) {
            throw invalid("ImageManifest", "must be a manifest of schema version 2 and media type " + type);
        }
        Manifest manifest = new Manifest(text, type);
        String expected = input.path("imageDigest").asText(manifest.digest());
        if (!expected.equals(manifest.digest())) {
            throw AwsFault.of("ImageDigestDoesNotMatchException", "The manifest's digest is " + manifest.digest() + ", not " + expected);
        }
        return manifest;
    }
}
