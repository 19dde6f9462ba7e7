package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** How layers and configs come in before the manifest that names them (API_InitiateLayerUpload and those that follow it). */
final class LayerUploads {
    private static final int PART_BYTES = 10_485_760;

    private final Registry registry;
    private int begun;

    LayerUploads(Registry registry) {
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "InitiateLayerUpload", Operation.of("registryId, repositoryName", this::begin),
                "UploadLayerPart", Operation.of(
                        "registryId, repositoryName, uploadId, partFirstByte, partLastByte, layerPartBlob", this::part),
                "CompleteLayerUpload", Operation.of("registryId, repositoryName, uploadId, layerDigests[]", this::complete),
                "BatchCheckLayerAvailability", Operation.of("registryId, repositoryName, layerDigests[]", this::check));
    }

    private ObjectNode begin(Call call) {
        Repository repository = registry.asked(call.input());
        String id = UUID.nameUUIDFromBytes((repository.name() + ++begun).getBytes(StandardCharsets.UTF_8)).toString();
        repository.layers().begin(id);
        return JsonNodeFactory.instance.objectNode().put("uploadId", id).put("partSize", PART_BYTES);
    }

    private ObjectNode part(Call call) {
        Repository repository = registry.asked(call.input());
        ByteArrayOutputStream upload = upload(repository, call.input());
        byte[] bytes = bytes(call.input().path("layerPartBlob"));
        long first = call.input().path("partFirstByte").asLong();
        long last = call.input().path("partLastByte").asLong();
        if (first != upload.size() || last != first + bytes.length - 1) {
            throw AwsFault.of("InvalidLayerPartException", "The part of bytes " + first + " to " + last + " does not continue the upload, of which "
                    + upload.size() + " bytes have been received, or has another length");
        }
        upload.writeBytes(bytes);
        return answer(repository, call.input()).put("lastByteReceived", last);
    }

    private static byte[] bytes(JsonNode blob) {
        try {
            return Base64.getDecoder().decode(blob.asText());
        } catch (IllegalArgumentException notBase64) {
            throw AwsFault.of("InvalidParameterException", "Invalid parameter at 'layerPartBlob' failed to satisfy constraint: 'must be base64'");
        }
    }

    private ObjectNode complete(Call call) {
        Repository repository = registry.asked(call.input());
        ByteArrayOutputStream upload = upload(repository, call.input());
        if (upload.size() == 0) {
            throw AwsFault.of("EmptyUploadException", "The upload has no parts");
        }
        String digest = Manifest.digestOf(upload.toByteArray());
        if (call.input().path("layerDigests").valueStream().noneMatch(named -> named.asText().equals(digest))) {
            throw AwsFault.of("InvalidLayerException", "The digest of what was uploaded is " + digest);
        }
        if (repository.layers().size(digest).isPresent()) {
            throw AwsFault.of("LayerAlreadyExistsException", "Layer with digest '" + digest + "' already exists in the repository with name '"
                    + repository.name() + "' in registry with id '" + registry.place().account() + "'");
        }
        ObjectNode answer = answer(repository, call.input()).put("layerDigest", digest);
        repository.layers().complete(call.input().path("uploadId").asText(), digest);
        return answer;
    }

    private ObjectNode check(Call call) {
        Repository repository = registry.asked(call.input());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode layers = output.putArray("layers");
        ArrayNode failures = output.putArray("failures");
        for (JsonNode digest : call.input().path("layerDigests")) {
            OptionalLong size = repository.layers().size(digest.asText());
            if (!digest.asText().matches("sha256:[0-9a-f]{64}")) {
                failures.addObject().put("layerDigest", digest.asText()).put("failureCode", "InvalidLayerDigest")
                        .put("failureReason", "Invalid request parameters: layer digest should be sha256: and 64 hexadecimal digits");
                continue;
            }
            ObjectNode layer = layers.addObject().put("layerDigest", digest.asText())
                    .put("layerAvailability", size.isPresent() ? "AVAILABLE" : "UNAVAILABLE");
            size.ifPresent(bytes -> layer.put("layerSize", bytes));
        }
        return output;
    }

    private ByteArrayOutputStream upload(Repository repository, JsonNode input) {
        String id = input.path("uploadId").asText();
        return repository.layers().upload(id).orElseThrow(() -> AwsFault.of("UploadNotFoundException",
                "The upload with id '" + id + "' does not exist in the repository with name '" + repository.name() + "'"));
    }

    private ObjectNode answer(Repository repository, JsonNode input) {
        return JsonNodeFactory.instance.objectNode().put("registryId", registry.place().account())
                .put("repositoryName", repository.name()).put("uploadId", input.path("uploadId").asText());
    }
}
