package slipway.sandbox.simulation.planted;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The function that works now.
 *
 * @param name such as {@code Update}; empty where none works
 * @param payload its input
 */
record Working(String name, JsonNode payload) {
    boolean is(String function) {
        return name.equals(function);
    }

    /** Returns the target that it is about; empty if it is about none. */
    String target() {
        return payload.path("deployment").path("target").asText(payload.path("input").path("target").asText());
    }
}
