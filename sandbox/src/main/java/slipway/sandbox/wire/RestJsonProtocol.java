package slipway.sandbox.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipway.sandbox.cloud.AwsFault;

/**
 * AWS REST-JSON: the operation is told by method and path, members stand in path, query, headers and a JSON body, errors are
 * named by {@code x-amzn-ErrorType} (smithy.io, "AWS restJson1 protocol"). Bytes travel as they are; in JSON they are base64.
 */
final class RestJsonProtocol implements Protocol {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/json";

    private final List<Route> routes;

    RestJsonProtocol(List<Route> routes) {
        this.routes = routes;
    }

    @Override
    public Asked read(Request request) {
        for (Route route : routes) {
            var members = route.match(request);
            if (members.isPresent()) {
                ObjectNode input = route.raw() ? payload(request.body()) : body(request.body());
                members.get().forEach(input::put);
                query(route, request, input);
                route.takes().forEach((header, member) -> request.header(header).ifPresent(value -> input.put(member, value)));
                return new Asked(route.operation(), input);
            }
        }
        throw unknown("operation " + request.method() + " " + request.path());
    }

    private static void query(Route route, Request request, ObjectNode input) {
        for (String pair : request.query().isEmpty() ? new String[0] : request.query().split("&")) {
            String[] parts = pair.split("=", 2);
            String name = Route.decoded(parts[0]);
            if (!route.query().contains(name)) {
                throw AwsFault.notModelled("query parameter " + name + " of " + route.operation());
            }
            input.put(name, parts.length == 1 ? "" : Route.decoded(parts[1]));
        }
    }

    private static ObjectNode payload(byte[] body) {
        return body.length == 0 ? JSON.createObjectNode() : JSON.createObjectNode().put("Payload", body);
    }

    /** @throws AwsFault SerializationException (as Lambda's answers to a broken body are told) if it is no JSON object */
    private static ObjectNode body(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode read = JSON.readTree(body);
            if (read instanceof ObjectNode input) {
                return input;
            }
        } catch (IOException unreadable) {
            throw AwsFault.of("SerializationException", "Could not parse request body into json: " + unreadable.getMessage());
        }
        throw AwsFault.of("SerializationException", "Could not parse request body into json: it is no object");
    }

    @Override
    public Answer answered(String operation, ObjectNode output, String requestId) {
        Route route = routes.stream().filter(one -> one.operation().equals(operation)).findFirst().orElseThrow();
        Map<String, String> headers = headers(requestId);
        route.gives().forEach((member, header) -> {
            if (output.has(member)) {
                headers.put(header, output.get(member).asText());
            }
        });
        if (!route.raw()) {
            return new Answer(route.status(), headers, route.status() == 204 ? new byte[0] : bytes(output));
        }
        return new Answer(output.path("StatusCode").asInt(route.status()), headers, binary(output.path("Payload")));
    }

    private static byte[] binary(JsonNode payload) {
        try {
            return payload.isMissingNode() ? new byte[0] : payload.binaryValue();
        } catch (IOException impossible) {
            throw new IllegalStateException("the payload is bytes", impossible);
        }
    }

    /** Lambda, the one such service here, has a name and a status of its own for it (API_UpdateFunctionCode, TooManyRequestsException). */
    @Override
    public AwsFault throttled() {
        return new AwsFault(429, "TooManyRequestsException", "Rate exceeded");
    }

    /**
     * The body's members are recorded on AWS: the message is called as the error's shape calls it, and errors of validation have
     * no type.
     */
    @Override
    public Answer failed(AwsFault fault, String requestId) {
        ObjectNode body = JSON.createObjectNode();
        if (!fault.code().equals("ValidationException")) {
            body.put("Type", fault.status() < 500 ? "User" : "Service");
        }
        boolean capital = fault.code().equals("ResourceNotFoundException") || fault.code().equals("ServiceException");
        body.put(capital ? "Message" : "message", fault.getMessage());
        Map<String, String> headers = headers(requestId);
        headers.put("x-amzn-ErrorType", fault.code());
        return new Answer(fault.status(), headers, bytes(body));
    }

    private static Map<String, String> headers(String requestId) {
        return new HashMap<>(Map.of("Content-Type", CONTENT_TYPE, "x-amzn-RequestId", requestId));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }
}
