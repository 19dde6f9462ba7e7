package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.sandbox.cloud.AwsFault;

/** What an invocation comes to. */
public sealed interface Result {
    /** The function answered. */
    record Answered(JsonNode payload) implements Result {}

    /**
     * The function failed: its handler threw, or its environment did not hold.
     *
     * @param errorType the exception's class name, or Lambda's own such as {@code Sandbox.Timedout}; Step Functions' name of the error
     * @param payload {@code {"errorMessage", "errorType", "stackTrace"}} as the Java runtime writes it, or Lambda's own without a trace
     */
    record Failed(String errorType, JsonNode payload) implements Result {}

    /** Lambda did not run the function. */
    record Refused(AwsFault fault) implements Result {}

    /** Returns a failure with the payload that the runtime writes. */
    static Result failed(String errorType, String message) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("errorMessage", message).put("errorType", errorType);
        payload.putArray("stackTrace");
        return new Failed(errorType, payload);
    }

    /** Returns what the Java runtime reports of a handler's exception: its own frames are cut off the trace. */
    static Result thrown(Throwable thrown) {
        String type = thrown.getClass().getName();
        Failed failed = (Failed) failed(type, thrown.getLocalizedMessage() == null ? type : thrown.getLocalizedMessage());
        ArrayNode trace = (ArrayNode) failed.payload.get("stackTrace");
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith("slipway.sandbox.")) {
                break;
            }
            trace.add(frame.toString());
        }
        return failed;
    }

    /** Returns what the Java runtime reports when the handler's class or constructor throws. */
    static Result notStarted(String handler, Throwable thrown) {
        String type = thrown.getClass().getName();
        String message = "Error loading class " + handler.replaceFirst("::.*", "") + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
        return new Failed(type, JsonNodeFactory.instance.objectNode().put("errorMessage", message).put("errorType", type));
    }

    /** Returns a failure of the environment, in the two members and the order that were recorded on AWS. */
    static Result broken(String errorType, String requestId, String message) {
        return new Failed(errorType, JsonNodeFactory.instance.objectNode()
                .put("errorType", errorType).put("errorMessage", "RequestId: " + requestId + " Error: " + message));
    }

    /** Returns what becomes of an answer that is too large, as recorded on AWS. */
    static Result tooLarge(int most) {
        String type = "Function.ResponseSizeTooLarge";
        return new Failed(type, JsonNodeFactory.instance.objectNode()
                .put("errorMessage", "Response payload size exceeded maximum allowed payload size (" + most + " bytes).").put("errorType", type));
    }
}
