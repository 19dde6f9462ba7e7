package slipway.sandbox.simulation.planted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import slipway.codec.Json;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Request;

/** Stands on the wire before a host. */
@FunctionalInterface
interface Tap {
    Answer call(Working by, Asked asked, Real real) throws IOException;

    /** The host itself. */
    @FunctionalInterface
    interface Real {
        Answer call(Asked asked) throws IOException;
    }

    /** A request, which may be changed on its way. */
    record Asked(Request request) {
        /** Says whether it asks for an operation of a service that speaks AWS JSON. */
        boolean is(String operation) {
            return request.header("X-Amz-Target").filter(target -> target.endsWith("." + operation)).isPresent();
        }

        /** Says whether it is a request of this method for a path that ends so, as Lambda's are. */
        boolean is(String method, String path) {
            return request.method().equals(method) && request.path().endsWith(path);
        }

        Asked body(String body) {
            return new Asked(new Request(request.method(), request.host(), request.path(), request.query(), request.headers(), body.getBytes(StandardCharsets.UTF_8)));
        }

        /** The same, with its JSON changed. */
        Asked json(Consumer<ObjectNode> change) {
            return body(changed(request.text(), change));
        }
    }

    /** The same answer, with its JSON changed. */
    static Answer json(Answer answer, Consumer<ObjectNode> change) {
        return Answer.of(answer.status(), answer.headers(), changed(answer.text(), change));
    }

    static JsonNode read(String text) {
        return Json.read(text, JsonNode.class);
    }

    private static String changed(String text, Consumer<ObjectNode> change) {
        ObjectNode json = read(text).deepCopy();
        change.accept(json);
        return json.toString();
    }
}
