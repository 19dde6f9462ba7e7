package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/**
 * The alarms by which ECS fails a deployment, and how long it goes on watching them once all has been replaced (api: DeploymentAlarms;
 * guide: deployment-alarm-failure).
 *
 * @param bakeMinutes bakeTimeInMinutes; 0 for what ECS makes of the alarms' settings
 */
record AlarmRules(List<String> names, boolean enabled, boolean rollback, int bakeMinutes) {
    static final AlarmRules NONE = new AlarmRules(List.of(), false, false, 0);

    /** How it is computed no page says, only that it is less than five minutes. */
    private static final Duration COMPUTED = Duration.ofMinutes(4);

    AlarmRules {
        names = List.copyOf(names);
    }

    /** Returns these with what a deploymentConfiguration says; what it leaves out stays. */
    AlarmRules with(JsonNode request) {
        JsonNode wanted = request.path("alarms");
        AlarmRules rules = !wanted.isObject() ? this : new AlarmRules(wanted.path("alarmNames").valueStream().map(JsonNode::asText).toList(),
                wanted.path("enable").asBoolean(), wanted.path("rollback").asBoolean(), bakeMinutes);
        return new AlarmRules(rules.names, rules.enabled, rules.rollback, request.path("bakeTimeInMinutes").asInt(bakeMinutes));
    }

    Duration bake() {
        return bakeMinutes == 0 ? COMPUTED : Duration.ofMinutes(bakeMinutes);
    }

    /** Adds itself where it is not as by default. */
    void render(ObjectNode configuration) {
        configuration.put("bakeTimeInMinutes", bakeMinutes);
        if (!equals(new AlarmRules(List.of(), false, false, bakeMinutes))) {
            ObjectNode alarms = configuration.putObject("alarms").put("enable", enabled).put("rollback", rollback);
            names.forEach(alarms.putArray("alarmNames")::add);
        }
    }
}
