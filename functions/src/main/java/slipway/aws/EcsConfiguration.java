package slipway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;
import slipway.codec.Json;
import slipway.rollout.TryAgain;

/** Reads a service's deployment configuration; of what is newer than the SDK's classes only the answer's own JSON tells. */
final class EcsConfiguration {
    private static final String EARLY = "earlySuccessCriteria";

    private EcsConfiguration() {}

    /** @param answer DescribeServices' own, in which the service is the only one */
    static slipway.rollout.DeploymentConfiguration of(Service service, byte[] answer) {
        List<String> alarms = Optional.ofNullable(service.deploymentConfiguration()).map(DeploymentConfiguration::alarms)
                .filter(one -> Boolean.TRUE.equals(one.enable())).map(DeploymentAlarms::alarmNames).orElse(List.of());
        return new slipway.rollout.DeploymentConfiguration(alarms, early(answer));
    }

    /** Most services have none, and their answers, which are long, are not parsed a second time. */
    private static Optional<Integer> early(byte[] answer) {
        if (answer == null || !new String(answer, StandardCharsets.UTF_8).contains('"' + EARLY + '"')) {
            return Optional.empty();
        }
        try {
            JsonNode early = Json.MAPPER.readTree(answer).path("services").path(0).path("deploymentConfiguration").path(EARLY);
            return early.path("enable").asBoolean() ? Optional.of(early.path("healthyPercent").asInt(100)) : Optional.empty();
        } catch (IOException e) {
            throw new TryAgain("ECS answered what is not JSON", e).with("service", "DescribeServices");
        }
    }
}
