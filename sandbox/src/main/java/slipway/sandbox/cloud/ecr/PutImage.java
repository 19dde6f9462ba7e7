package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Stores a manifest, with or without a tag (API_PutImage). Manifests that refer to a subject, such as signatures, are not modelled. */
final class PutImage implements Function<Call, ObjectNode> {
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
        Optional<String> tag = Optional.ofNullable(input.path("imageTag").textValue());
        if (!repository.put(manifest, tag, registry.now())) {
            throw AwsFault.of("ImageAlreadyExistsException", "Image with digest '" + manifest.digest() + "' and tag '"
                    + tag.orElse("null") + "' already exists in the repository with name '" + repository.name()
                    + "' in registry with id '" + registry.place().account() + "'");
        }
        events.pushed(repository.name(), manifest, tag);
        return JsonNodeFactory.instance.objectNode().set("image", ImageJson.image(registry.place(), repository, manifest, tag));
    }

    private static Manifest manifest(JsonNode input) {
        String text = input.path("imageManifest").asText();
        JsonNode json = new Manifest(text, "").json();
        if (json.has("subject")) {
            throw AwsFault.notModelled("manifests with a subject");
        }
        String type = input.path("imageManifestMediaType").asText(json.path("mediaType").asText());
        if (!MediaTypes.ALL.contains(type)) {
            throw AwsFault.notModelled("manifests of media type '" + type + "'");
        }
        Manifest manifest = new Manifest(text, type);
        String expected = input.path("imageDigest").asText(manifest.digest());
        if (!expected.equals(manifest.digest())) {
            throw AwsFault.of("ImageDigestDoesNotMatchException", "The manifest's digest is " + manifest.digest() + ", not " + expected);
        }
        return manifest;
    }
}
