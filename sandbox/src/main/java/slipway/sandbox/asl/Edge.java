package slipway.sandbox.asl;

/**
 * A way from one state to the next.
 *
 * @param via {@code Next}, {@code Catch 1}, {@code Choice 2} or {@code Default}; counted from 1, in the definition's order
 */
public record Edge(String from, String to, String via) {}
