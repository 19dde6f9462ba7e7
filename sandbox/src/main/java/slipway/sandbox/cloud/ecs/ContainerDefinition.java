package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the scheduler reads of a container definition; the rest is only kept.
 *
 * @param essential its end is the task's end; true unless said otherwise
 * @param consistent a tag is resolved once per deployment (versionConsistency; on unless "disabled")
 * @param check the container's own health check
 * @param log where its output goes; empty for other drivers, which the sandbox does not model
 * @param ports its portMappings
 * @param stopTimeout from SIGTERM to SIGKILL, 30 s unless said otherwise and 120 s at most (api: ContainerDefinition, stopTimeout)
 */
record ContainerDefinition(
        String name, String image, boolean essential, boolean consistent, Optional<Check> check, Duration stopTimeout, Optional<Log> log, List<Port> ports) {
    /** @param host the instance's port; 0 where none is named, so that a bridge takes an ephemeral one (api: PortMapping, hostPort) */
    record Port(int container, int host) {}

    /** A container health check's times, with AWS's defaults: every 30 s, 3 retries, no start period (ECS: HealthCheck). */
    record Check(Duration interval, int retries, Duration startPeriod) {}

    /**
     * Where what it writes goes by the driver awslogs; without a prefix the stream has the container's own id (api: LogConfiguration).
     *
     * @param create the group is made if it is not there (awslogs-create-group)
     */
    record Log(String group, Optional<String> prefix, boolean create) {
        private static Optional<Log> of(JsonNode node) {
            JsonNode options = node.path("options");
            return node.path("logDriver").asText().equals("awslogs") ? Optional.of(new Log(options.path("awslogs-group").asText(),
                    Optional.of(options.path("awslogs-stream-prefix").asText()).filter(text -> !text.isEmpty()), options.path("awslogs-create-group").asText().equals("true")))
                    : Optional.empty();
        }
    }

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
                Duration.ofSeconds(node.path("stopTimeout").asLong(30)),
                Log.of(node.path("logConfiguration")),
                node.path("portMappings").valueStream().map(port -> new Port(port.path("containerPort").asInt(), port.path("hostPort").asInt(0))).toList());
    }
}
