package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What the scheduler reads of a container definition; the rest is only kept.
 *
 * @param essential its end is the task's end; true unless said otherwise
 * @param consistent a tag is resolved once per deployment (versionConsistency; on unless "disabled")
 * @param check the container's own health check
 * @param stopTimeout from SIGTERM to SIGKILL, 30 s unless said otherwise and 120 s at most (api: ContainerDefinition, stopTimeout)
 */
record ContainerDefinition(
        String name, String image, boolean essential, boolean consistent, Optional<Check> check, Duration stopTimeout) {
    /** A container health check's times, with AWS's defaults: every 30 s, 3 retries, no start period (ECS: HealthCheck). */
    record Check(Duration interval, int retries, Duration startPeriod) {}

    static ContainerDefinition of(JsonNode node) {
        JsonNode check = node.path("healthCheck");
        return new ContainerDefinition(
                node.path("name").asText(),
                node.path("image").asText(),
                node.path("essential").asBoolean(true),
                !node.path("versionConsistency").asText().equals("disabled"),
                check.isObject()
                        ? Optional.of(new Check(
                                Duration.ofSeconds(check.path("interval").asLong(30)),
                                check.path("retries").asInt(3),
                                Duration.ofSeconds(check.path("startPeriod").asLong(0))))
                        : Optional.empty(),
                Duration.ofSeconds(node.path("stopTimeout").asLong(30)));
    }
}
