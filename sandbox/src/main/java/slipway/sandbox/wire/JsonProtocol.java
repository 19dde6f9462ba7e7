package slipway.sandbox.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;

/**
 * AWS JSON 1.0 and 1.1: {@code X-Amz-Target: PREFIX.Operation}, a JSON object each way, errors named by {@code __type} and
 * {@code x-amzn-errortype} (smithy.io, "AWS JSON 1.1 protocol").
 */
final class JsonProtocol implements Protocol {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String contentType;
    private final String targetPrefix;
    private final Optional<Map<String, String>> queryCodes;

    JsonProtocol(String version, String targetPrefix) {
        this(version, targetPrefix, Optional.empty());
    }

    /**
     * A service that spoke AWS Query before: its errors name their old codes too (smithy.io, "awsQueryCompatible trait").
     *
     * @param queryCodes the old codes of those errors that had another name; empty for a service that never did
     */
    JsonProtocol(String version, String targetPrefix, Optional<Map<String, String>> queryCodes) {
        this.queryCodes = queryCodes;
        this.contentType = "application/x-amz-json-" + version;
        this.targetPrefix = targetPrefix + ".";
    }

    @Override
    public Asked read(Request request) {
        String target = request.header("X-Amz-Target").orElse("");
        if (!target.startsWith(targetPrefix)) {
            throw AwsFault.of("UnknownOperationException", "X-Amz-Target should start with " + targetPrefix + ", was " + target);
        }
        return new Asked(target.substring(targetPrefix.length()), input(request.body()));
    }

    private static ObjectNode input(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode read = JSON.readTree(body);
            if (read instanceof ObjectNode input) {
                return input;
            }
        } catch (IOException unreadable) {
            throw AwsFault.of("SerializationException", "The body is not JSON: "
                    + (unreadable instanceof JsonProcessingException told ? told.getOriginalMessage() : unreadable.getMessage()));
        }
        throw AwsFault.of("SerializationException", "The body is no JSON object.");
    }

    @Override
    public Answer answered(String operation, ObjectNode output, String requestId) {
        return new Answer(200, Map.of("Content-Type", contentType, "x-amzn-RequestId", requestId), bytes(output));
    }

    @Override
    public Answer failed(AwsFault fault, String requestId) {
        ObjectNode body = JSON.createObjectNode().put("__type", fault.code());
        if (!fault.getMessage().isEmpty()) {
            body.put("message", fault.getMessage());
        }
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", contentType, "x-amzn-RequestId", requestId, "x-amzn-errortype", fault.code()));
        queryCodes.ifPresent(old -> headers.put("x-amzn-query-error", old.getOrDefault(fault.code(), fault.code()) + ";Sender"));
        return new Answer(fault.status(), headers, bytes(body));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }
}
