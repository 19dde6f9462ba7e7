package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The deployment circuit breaker's counting (ECS: deployment-circuit-breaker). First stage, until a task of the
 * deployment has been RUNNING: tasks that do not get there. Second stage: tasks replaced because a health check failed.
 * A task that crashes after RUNNING is in neither, so that a service may loop for ever without tripping it.
 */
final class Breaker {
    private Breaker() {}

    /** How {@link Config#value} is meant. */
    enum Type {
        BOUNDED_PERCENT,
        UNBOUNDED_PERCENT,
        COUNT
    }

    /** The state of a breaker that has let a deployment fail. */
    record Tripped(int failures, int threshold) {}

    /**
     * @param reset a healthy task sets the count back to 0 (resetOnHealthyTask, default true)
     * @param value percent of the desired count, or a number of tasks
     */
    record Config(boolean enabled, boolean rollback, boolean reset, Type type, int value) {
        static final Config OFF = new Config(false, false, true, Type.BOUNDED_PERCENT, 50);

        static Config of(JsonNode node) {
            JsonNode threshold = node.path("thresholdConfiguration");
            Config config = new Config(
                    node.path("enable").asBoolean(), node.path("rollback").asBoolean(),
                    node.path("resetOnHealthyTask").asBoolean(true),
                    type(threshold.path("type").asText("BOUNDED_PERCENT")), threshold.path("value").asInt(50));
            if (config.type != Type.COUNT && (config.value < 1 || config.value > 100) || config.value < 1) {
                throw Input.invalid("Deployment circuit breaker threshold value must be between 1 and 100 for a percentage.");
            }
            if (config.rollback && !config.enabled) {
                throw Input.invalid("Deployment circuit breaker rollback cannot be enabled when the deployment circuit breaker"
                        + " is disabled.");
            }
            return config;
        }

        private static Type type(String text) {
            try {
                return Type.valueOf(text);
            } catch (IllegalArgumentException unknown) {
                throw Input.invalid("Unknown circuit breaker threshold type " + text + ".");
            }
        }

        /**
         * A share of the latest desired count, rounded up and kept within 3 to 200 when bounded; 1 makes 3, 25 make 13,
         * 400 make 200.
         */
        int threshold(int desired) {
            int share = Math.max(Math.ceilDiv(desired * value, 100), 1);
            return switch (type) {
                case BOUNDED_PERCENT -> Math.clamp(share, 3, 200);
                case UNBOUNDED_PERCENT -> share;
                case COUNT -> value;
            };
        }

        /** The two newer members are shown where they are not as by default, since older clients' models lack them. */
        ObjectNode render() {
            ObjectNode node = Json.object().put("enable", enabled).put("rollback", rollback);
            if (!equals(new Config(enabled, rollback, OFF.reset, OFF.type, OFF.value))) {
                node.put("resetOnHealthyTask", reset);
                node.putObject("thresholdConfiguration").put("type", type.name()).put("value", value);
            }
            return node;
        }
    }

    /** Without the reset, all failures add up, in whichever stage (ECS: deployment-circuit-breaker, resetOnHealthyTask). */
    static void neverRan(Deployment deployment, Config config) {
        if (!deployment.hasRun() || !config.reset) {
            deployment.taskFailed();
        }
    }

    static void running(Deployment deployment, Config config) {
        if (!deployment.hasRun()) {
            deployment.ran();
            healthy(deployment, config);
        }
    }

    /** The API's page of Deployment has the count end with the first task that runs; the guide has a second stage of health checks. */
    static void unhealthy(Deployment deployment, Variants variants) {
        if (!variants.has(Variants.Way.RUNNING_ENDS_COUNTING) || !deployment.hasRun()) {
            deployment.taskFailed();
        }
    }

    static void healthy(Deployment deployment, Config config) {
        if (config.reset) {
            deployment.resetFailures();
        }
    }

    /** Whether the deployment has failed by now. */
    static boolean trips(Deployment deployment, RolloutConfig config, int desired) {
        return config.breaker().enabled() && deployment.inProgress()
                && deployment.failedTasks() >= config.breaker().threshold(desired);
    }
}
