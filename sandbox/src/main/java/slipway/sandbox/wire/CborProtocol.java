package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import slipway.sandbox.cloud.AwsFault;

/**
 * Smithy RPC v2 CBOR: {@code POST /service/NAME/operation/OPERATION}, a CBOR map each way, the header {@code smithy-protocol} on both,
 * timestamps as numbers of tag 1 (smithy.io, "Smithy RPC v2 CBOR protocol"). Of a service that spoke AWS Query before: its errors
 * name their old codes too (smithy.io, "awsQueryCompatible trait").
 */
final class CborProtocol implements Protocol {
    static final String HEADER = "smithy-protocol";
    static final String NAME = "rpc-v2-cbor";
    private static final String TYPE = "application/cbor";
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final int EPOCH_SECONDS = 1;

    private final String path;
    private final String namespace;
    private final Map<String, String> queryCodes;

    /**
     * Keeps how a service is called.
     *
     * @param namespace what stands before the {@code #} of its errors
     * @param queryCodes the old codes of those errors that had another name
     */
    CborProtocol(String service, String namespace, Map<String, String> queryCodes) {
        this.path = "/service/" + service + "/operation/";
        this.namespace = namespace;
        this.queryCodes = queryCodes;
    }

    /** Says whether a request is of this protocol: servers tell it by the header alone. */
    static boolean speaks(Request request) {
        return request.header(HEADER).isPresent();
    }

    @Override
    public Asked read(Request request) {
        if (!request.header(HEADER).filter(NAME::equals).isPresent() || !request.method().equals("POST") || !request.path().startsWith(path)) {
            throw AwsFault.of("UnknownOperationException", "Should be POST " + path + "OPERATION with " + HEADER + ": " + NAME + ", was "
                    + request.method() + " " + request.path() + " with " + request.header(HEADER).orElse("none"));
        }
        return new Asked(request.path().substring(path.length()), input(request.body()));
    }

    private static ObjectNode input(byte[] body) {
        try {
            JsonNode read = body.length == 0 ? JsonNodeFactory.instance.objectNode() : CBOR.readTree(body);
            if (read instanceof ObjectNode input) {
                return input;
            }
        } catch (IOException unreadable) {
            throw AwsFault.of("SerializationException", "The body is not CBOR: " + unreadable.getMessage());
        }
        throw AwsFault.of("SerializationException", "The body is no CBOR map.");
    }

    @Override
    public Answer answered(String operation, ObjectNode output, String requestId) {
        return new Answer(200, headers(requestId), bytes(output));
    }

    @Override
    public Answer failed(AwsFault fault, String requestId) {
        String old = queryCodes.getOrDefault(fault.code(), fault.code());
        Map<String, String> headers = new HashMap<>(headers(requestId));
        headers.put("x-amzn-query-error", old + ";" + (fault.status() < 500 ? "Sender" : "Receiver"));
        return new Answer(fault.status(), headers, bytes(JsonNodeFactory.instance.objectNode()
                .put("__type", namespace + "#" + fault.code()).put("message", fault.getMessage())));
    }

    private static Map<String, String> headers(String requestId) {
        return Map.of("Content-Type", TYPE, HEADER, NAME, "x-amzn-RequestId", requestId);
    }

    private static byte[] bytes(ObjectNode output) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator to = (CBORGenerator) CBOR.createGenerator(bytes)) {
            write(to, "", output);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a tree can always be written", impossible);
        }
        return bytes.toByteArray();
    }

    /** A service tells times as numbers of seconds, in members that are called so. */
    private static void write(CBORGenerator to, String member, JsonNode node) throws IOException {
        if (node.isObject()) {
            to.writeStartObject(node, node.size());
            for (var field : node.properties()) {
                to.writeFieldName(field.getKey());
                write(to, field.getKey(), field.getValue());
            }
            to.writeEndObject();
        } else if (node.isArray()) {
            to.writeStartArray(node, node.size());
            for (JsonNode item : node) {
                write(to, member, item);
            }
            to.writeEndArray();
        } else {
            if (member.endsWith("Timestamp")) {
                to.writeTag(EPOCH_SECONDS);
            }
            to.writeTree(node);
        }
    }
}
