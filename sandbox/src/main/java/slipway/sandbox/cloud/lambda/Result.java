package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;

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
}
