package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;

/** The functions that a Task's {@code lambda:invoke} reaches. */
@FunctionalInterface
public interface Lambda {
    /**
     * Invokes a function; the reply may come later in virtual time. What has begun goes on if nobody waits any more.
     *
     * @param function a name or an ARN, with or without a qualifier
     */
    void invoke(String function, JsonNode payload, LambdaReply reply);

    /** Takes the one answer of an invocation. */
    interface LambdaReply {
        /** @param version the version that ran, such as {@code $LATEST} or {@code 3} */
        void succeed(JsonNode payload, String version);

        /**
         * The function, or Lambda itself, failed.
         *
         * @param error what the runtime reports as errorType (for Java the class name), or such as {@code Lambda.TooManyRequestsException}
         * @param cause for a function's error JSON with errorMessage, errorType and stackTrace
         */
        void fail(String error, String cause);
    }
}
