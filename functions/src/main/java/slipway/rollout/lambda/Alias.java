package slipway.rollout.lambda;

/**
 * An alias of a function.
 *
 * @param version to which it points
 * @param split whether it sends a share of its calls to a second version (RoutingConfig)
 */
public record Alias(String name, String version, boolean split, String revisionId) {}
