package slipway.sandbox.cloud.lambda;

import java.util.Map;

/**
 * A function's configuration, beside its code.
 *
 * @param architecture {@code x86_64} or {@code arm64}
 * @param runtime of a Zip function; empty for an image
 * @param handler of a Zip function; empty for an image
 * @param logGroup CloudWatch's
 */
record Setup(
        String name, String description, String role, int timeoutSeconds, int memory, String architecture, String runtime, String handler,
        Map<String, String> environment, String logGroup) {
    Setup builtFor(String other) {
        return new Setup(name, description, role, timeoutSeconds, memory, other, runtime, handler, environment, logGroup);
    }

    Setup described(String text) {
        return new Setup(name, text, role, timeoutSeconds, memory, architecture, runtime, handler, environment, logGroup);
    }
}
