package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.sandbox.cloud.AwsFault;

/**
 * When ECS completes a rolling deployment before all of it is there (guide: early-success-criteria).
 *
 * @param percent of the desired count that has to be healthy, rounded up; at least one task
 * @param deferred whether the tasks of before are cleaned up outside of the deployment (DEFERRED), or within it (BLOCKING)
 */
record EarlySuccess(boolean enabled, int percent, boolean deferred) {
    static final EarlySuccess OFF = new EarlySuccess(false, 100, false);

    /** @throws AwsFault if it is not whole, or the percentage is none between the minimum and 100 (api: DeploymentEarlySuccessCriteria) */
    static EarlySuccess of(JsonNode node, int minimum) {
        if (!node.path("enable").asBoolean()) {
            return OFF;
        }
        String cleanup = node.path("sourceServiceRevisionCleanup").asText();
        int percent = node.path("healthyPercent").asInt(-1);
        if (!cleanup.equals("BLOCKING") && !cleanup.equals("DEFERRED")) {
            throw Input.invalid("earlySuccessCriteria.sourceServiceRevisionCleanup should be one of BLOCKING, DEFERRED.");
        }
        if (percent < minimum || percent > 100) {
            throw Input.invalid("earlySuccessCriteria.healthyPercent must be between minimumHealthyPercent and 100.");
        }
        return new EarlySuccess(true, percent, cleanup.equals("DEFERRED"));
    }

    /** Returns how many tasks have to be healthy. */
    int needed(int desired) {
        return enabled ? Math.max(Math.ceilDiv(desired * percent, 100), Math.min(desired, 1)) : desired;
    }

    /** It is shown where it is on, since older clients' models lack it. */
    void render(ObjectNode configuration) {
        if (enabled) {
            configuration.putObject("earlySuccessCriteria").put("enable", true).put("healthyPercent", percent)
                    .put("sourceServiceRevisionCleanup", deferred ? "DEFERRED" : "BLOCKING");
        }
    }
}
