package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;
import slipway.sandbox.cloud.FunctionBehaviour;

/** One invocation of an image's function: what its behaviour says, in the payloads that were recorded on AWS. */
record ImageRun(Artifact.Image image, Setup setup) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An image of another architecture is accepted and deployed; it fails when it is started (aws/aws-lambda-base-images#34,
     * aws-samples/bedrock-access-gateway#32).
     */
    Result result(String requestId) {
        FunctionBehaviour does = image.behaviour();
        if (!image.architecture().equals(setup.architecture())) {
            return Result.broken("Runtime.InvalidEntrypoint", requestId, "fork/exec /lambda-entrypoint.sh: exec format error");
        }
        if (does.exitsAtInit().isPresent()) {
            return Result.broken("Runtime.ExitError", requestId, "Runtime exited with error: exit status " + does.exitsAtInit().getAsInt());
        }
        if (timesOut()) {
            return timedOut(requestId, setup.timeoutSeconds());
        }
        return does.errorType().isEmpty() ? answer(does.answer()) : Result.failed(does.errorType(), does.errorMessage());
    }

    /** Returns how long it runs, at most until the function's timeout. */
    Duration takes() {
        return timesOut() ? Duration.ofSeconds(setup.timeoutSeconds()) : image.behaviour().takes();
    }

    private boolean timesOut() {
        return image.behaviour().takes().compareTo(Duration.ofSeconds(setup.timeoutSeconds())) > 0;
    }

    static Result timedOut(String requestId, int seconds) {
        return Result.broken("Sandbox.Timedout", requestId, String.format(Locale.ROOT, "Task timed out after %d.00 seconds", seconds));
    }

    private static Result answer(String json) {
        try {
            return new Result.Answered(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a function's answer should be JSON, was " + json, e);
        }
    }
}
