package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an invocation comes to. */
public sealed interface Result {
    /** The function answered. */
    record Answered(JsonNode payload) implements Result {}

    /**
     * The function's handler threw.
     *
     * @param errorType the exception's class name, which Step Functions sees as the error's name
     * @param payload {@code {"errorMessage", "errorType", "stackTrace"}}, as the Java runtime writes it
     */
    record Failed(String errorType, JsonNode payload) implements Result {}

    /** Returns a failure with the payload that the runtime writes. */
    static Result failed(String errorType, String message) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("errorMessage", message).put("errorType", errorType);
        payload.putArray("stackTrace");
        return new Failed(errorType, payload);
    }
}
