package slipway.sandbox.behaviour;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import slipway.sandbox.cloud.elb.HealthCheck;

/** A service's settings as a row writes them; what it does not say is as AWS's defaults are, with two tasks behind a load balancer. */
final class Given {
    /** Every setting that a row may name; each is named by one. */
    static final Set<String> KEYS = Set.of("desired", "min", "max", "breaker", "threshold", "reset", "grace", "elb", "interval", "healthy",
            "unhealthy", "matcher", "drain", "check", "stop-timeout", "sidecar", "consistency", "on", "network", "daemon", "early", "alarms", "bake");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> said = new HashMap<>();

    Given(String text) {
        for (String part : text.isBlank() ? new String[0] : text.split(" ")) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2 || !KEYS.contains(pair[0])) {
                throw new IllegalArgumentException("no such setting: " + part + "; there are " + KEYS);
            }
            said.put(pair[0], pair[1]);
        }
    }

    Set<String> keys() {
        return said.keySet();
    }

    boolean balanced() {
        return !said.getOrDefault("elb", "on").equals("off");
    }

    /** How many instances its cluster has; none for Fargate. */
    int instances() {
        return number("on", 0);
    }

    boolean ownAddress() {
        return network().equals("awsvpc");
    }

    private String network() {
        return said.getOrDefault("network", "awsvpc");
    }

    HealthCheck healthCheck() {
        HealthCheck check = HealthCheck.of("/health");
        check = said.containsKey("interval") ? check.every(seconds("interval", 0)) : check;
        check = said.containsKey("matcher") ? check.matching(said.get("matcher")) : check;
        return check.thresholds(number("healthy", check.healthyThreshold()), number("unhealthy", check.unhealthyThreshold()));
    }

    Duration drain() {
        return seconds("drain", 300);
    }

    /** The members of CreateService that tell of it, without names and the task definition. */
    ObjectNode service() {
        ObjectNode service = JSON.createObjectNode().put("launchType", said.containsKey("on") ? "EC2" : "FARGATE");
        if (said.containsKey("daemon")) {
            service.put("schedulingStrategy", "DAEMON");
        }
        if (!said.containsKey("daemon") || said.containsKey("desired")) {
            service.put("desiredCount", number("desired", 2));
        }
        if (said.containsKey("grace")) {
            service.put("healthCheckGracePeriodSeconds", number("grace", 0));
        }
        ObjectNode configuration = JSON.createObjectNode();
        if (said.containsKey("min")) {
            configuration.put("minimumHealthyPercent", number("min", 100));
        }
        if (said.containsKey("max")) {
            configuration.put("maximumPercent", number("max", 200));
        }
        if (said.containsKey("breaker")) {
            breaker(configuration.putObject("deploymentCircuitBreaker"));
        }
        if (said.containsKey("alarms")) {
            configuration.putObject("alarms").put("enable", true).put("rollback", said.get("alarms").equals("rollback")).putArray("alarmNames").add("errors");
            configuration.put("bakeTimeInMinutes", number("bake", 0));
        }
        if (said.containsKey("early")) {
            String[] percentAndCleanup = said.get("early").split(":");
            configuration.putObject("earlySuccessCriteria").put("enable", true).put("healthyPercent", Integer.parseInt(percentAndCleanup[0]))
                    .put("sourceServiceRevisionCleanup", percentAndCleanup[1]);
        }
        if (!configuration.isEmpty()) {
            service.set("deploymentConfiguration", configuration);
        }
        return service;
    }

    private void breaker(ObjectNode node) {
        node.put("enable", true).put("rollback", said.get("breaker").equals("rollback"));
        if (said.containsKey("reset")) {
            node.put("resetOnHealthyTask", Boolean.parseBoolean(said.get("reset")));
        }
        if (said.containsKey("threshold")) {
            String[] typeAndValue = said.get("threshold").split(":");
            node.putObject("thresholdConfiguration").put("type", typeAndValue[0]).put("value", Integer.parseInt(typeAndValue[1]));
        }
    }

    /** A task definition of one container, with a sidecar if the row wants one. */
    ObjectNode definition(String image, String sidecar) {
        ObjectNode definition = JSON.createObjectNode().put("family", "api").put("networkMode", network()).put("cpu", "256").put("memory", "512");
        definition.putArray("requiresCompatibilities").add(said.containsKey("on") ? "EC2" : "FARGATE");
        ObjectNode container = definition.putArray("containerDefinitions").addObject().put("name", "api").put("image", image).put("essential", true);
        container.putArray("portMappings").addObject().put("containerPort", 8080);
        if (said.containsKey("check")) {
            String[] times = said.get("check").split("/");
            container.putObject("healthCheck").put("interval", Integer.parseInt(times[0])).put("retries", Integer.parseInt(times[1]))
                    .put("startPeriod", Integer.parseInt(times[2])).putArray("command").add("CMD").add("ask");
        }
        if (said.containsKey("stop-timeout")) {
            container.put("stopTimeout", number("stop-timeout", 30));
        }
        if (said.containsKey("consistency")) {
            container.put("versionConsistency", said.get("consistency"));
        }
        if (said.containsKey("sidecar")) {
            definition.withArray("containerDefinitions").addObject().put("name", "proxy").put("image", sidecar)
                    .put("essential", said.get("sidecar").equals("essential"));
        }
        return definition;
    }

    private Duration seconds(String key, int otherwise) {
        return Duration.ofSeconds(number(key, otherwise));
    }

    private int number(String key, int otherwise) {
        return Integer.parseInt(said.getOrDefault(key, Integer.toString(otherwise)));
    }
}
