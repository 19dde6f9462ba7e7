package slipway.sandbox.cloud.lambda;

/**
 * An invocation that is over.
 *
 * @param version the version that ran: {@code $LATEST} or a number
 */
public record Invoked(String version, Result result) {}
