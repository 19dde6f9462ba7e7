package slipway.sandbox.asl;

import java.util.Optional;

/**
 * Who starts a task.
 *
 * @param token the task token, for tasks that wait until it comes back
 */
public record TaskContext(Identity execution, String state, int retryCount, Optional<String> token) {}
