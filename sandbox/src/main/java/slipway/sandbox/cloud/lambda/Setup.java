package slipway.sandbox.cloud.lambda;

import java.util.Map;

/**
 * A function's configuration, beside its code.
 *
 * @param architecture {@code x86_64} or {@code arm64}
 * @param runtime of a Zip function; empty for an image
 * @param handler of a Zip function; empty for an image
 * @param logGroup CloudWatch's
 * @param deadLetters the ARN of the queue or topic that takes events which failed; empty: none
 */
record Setup(
        String name, String description, String role, int timeoutSeconds, int memory, String architecture, String runtime, String handler,
        Map<String, String> environment, String logGroup, String deadLetters) {
    Setup builtFor(String other) {
        return new Setup(name, description, role, timeoutSeconds, memory, other, runtime, handler, environment, logGroup, deadLetters);
    }

    Setup described(String text) {
        return new Setup(name, text, role, timeoutSeconds, memory, architecture, runtime, handler, environment, logGroup, deadLetters);
    }

    Setup with(String otherRole, String otherDeadLetters) {
        return new Setup(name, description, otherRole, timeoutSeconds, memory, architecture, runtime, handler, environment, logGroup, otherDeadLetters);
    }
}
