package slipway.sandbox.cloud.lambda;

import java.util.Map;

/**
 * A name for a version.
 *
 * @param weights shares of invocations that go to another version; at most one entry
 */
record Alias(String name, String version, String description, Map<String, Double> weights, String revisionId) {
    Alias {
        weights = Map.copyOf(weights);
    }
}
