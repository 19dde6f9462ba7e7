package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.sandbox.cloud.AwsFault;

/**
 * A service's {@code deploymentConfiguration} (aws-facts 2.4).
 *
 * @param minimum minimumHealthyPercent, default 100
 * @param maximum maximumPercent, default 200
 * @param strategy ROLLING is the only one that is modelled; others can be described
 */
record RolloutConfig(int minimum, int maximum, Breaker.Config breaker, String strategy, AlarmRules alarms, EarlySuccess early) {
    static final RolloutConfig DEFAULT = new RolloutConfig(100, 200, Breaker.Config.OFF, "ROLLING", AlarmRules.NONE, EarlySuccess.OFF);
    /** A daemon's: one task an instance, so never more (guide: deployment-controllers). */
    static final RolloutConfig DAEMON = DEFAULT.percent(0, 100);
    /** The parameters of UpdateService and CreateService that are modelled. */
    static final String MEMBERS = "deploymentConfiguration{minimumHealthyPercent, maximumPercent, strategy, bakeTimeInMinutes,"
            + " deploymentCircuitBreaker{enable, rollback, resetOnHealthyTask, thresholdConfiguration{type, value}},"
            + " alarms{alarmNames[], enable, rollback}, earlySuccessCriteria{enable, healthyPercent, sourceServiceRevisionCleanup}}";

    RolloutConfig percent(int least, int most) {
        return new RolloutConfig(least, most, breaker, strategy, alarms, early);
    }

    RolloutConfig breaker(Breaker.Config other) {
        return new RolloutConfig(minimum, maximum, other, strategy, alarms, early);
    }

    RolloutConfig strategy(String other) {
        return new RolloutConfig(minimum, maximum, breaker, other, alarms, early);
    }

    /** Rounded up (ECS: DeploymentConfiguration). */
    int leastHealthy(int desired) {
        return Math.ceilDiv(desired * minimum, 100);
    }

    /** Rounded down. */
    int mostTasks(int desired) {
        return desired * maximum / 100;
    }

    /** Returns this with what the request says; what it leaves out stays. */
    RolloutConfig with(JsonNode request) {
        String wanted = request.path("strategy").asText(strategy);
        AlarmRules watching = alarms.with(request);
        if (!wanted.equals("ROLLING")) {
            throw AwsFault.notModelled("the deployment strategy " + wanted);
        }
        if (watching.bakeMinutes() != 0 && !watching.enabled()) {
            throw AwsFault.notModelled("a bake time without alarms");
        }
        int least = request.path("minimumHealthyPercent").asInt(minimum);
        int most = request.path("maximumPercent").asInt(maximum);
        if (least < 0 || most < least || most == 0 || (least == most && most == 100)) {
            throw Input.invalid("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.");
        }
        JsonNode breakerNode = request.path("deploymentCircuitBreaker");
        JsonNode earlyNode = request.path("earlySuccessCriteria");
        return new RolloutConfig(least, most, breakerNode.isObject() ? Breaker.Config.of(breakerNode) : breaker, wanted, watching,
                earlyNode.isObject() ? EarlySuccess.of(earlyNode, least) : early);
    }

    ObjectNode render() {
        ObjectNode node = Json.object();
        node.set("deploymentCircuitBreaker", breaker.render());
        node.put("maximumPercent", maximum).put("minimumHealthyPercent", minimum).put("strategy", strategy);
        alarms.render(node);
        early.render(node);
        return node;
    }
}
