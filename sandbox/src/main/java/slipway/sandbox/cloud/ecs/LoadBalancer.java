package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One entry of a service's {@code loadBalancers}: the container and port that its target group reaches. */
public record LoadBalancer(String targetGroupArn, String containerName, int containerPort) {
    static LoadBalancer of(JsonNode node) {
        return new LoadBalancer(node.path("targetGroupArn").asText(), node.path("containerName").asText(),
                node.path("containerPort").asInt());
    }

    /** Returns the port of a task's target. */
    int port(Network network) {
        return network.port(containerName, containerPort);
    }

    ObjectNode render() {
        return Json.object().put("targetGroupArn", targetGroupArn).put("containerName", containerName)
                .put("containerPort", containerPort);
    }
}
