package slipway.cli.account.verify;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Whether ECS has room to roll: minimumHealthyPercent rounds up, maximumPercent down (ECS: DeploymentConfiguration).
 *
 * @param leaves whether the target leaves failures to a person
 */
record CapacityCheck(Findings findings, boolean leaves) {
    void run(Service service) {
        DeploymentConfiguration config = service.deploymentConfiguration();
        if (config == null) {
            return;
        }
        int desired = service.desiredCount();
        int minimum = percent(config.minimumHealthyPercent(), 100);
        int maximum = percent(config.maximumPercent(), 200);
        long keeps = keeps(service);
        long most = Math.floorDiv((long) desired * maximum, 100L);
        String range = minimum + " to " + maximum + " percent of " + desired;
        if (desired > 0 && keeps >= desired && most <= desired) {
            findings.ng("capacity", "ECS may neither stop nor start a task: " + range + " leave no room, so a deployment never moves",
                    "raise maximumPercent to 200, or lower minimumHealthyPercent");
        } else if (desired > 0 && keeps == 0) {
            findings.ok("capacity", range + ": ECS may stop every task before a new one runs, so a deployment can interrupt the service" + breaker(config));
        } else {
            findings.ok("capacity", range + breaker(config));
        }
    }

    /** A port of an instance is given away once: where no old task stops first, each new one needs an instance that has it left. */
    void ports(Service service, TaskDefinition definition) {
        boolean host = definition.networkMode() == NetworkMode.HOST;
        List<Integer> fixed = definition.networkMode() == NetworkMode.AWSVPC ? List.of() : definition.containerDefinitions().stream()
                .flatMap(container -> container.portMappings().stream()).map(port -> host ? port.containerPort() : port.hostPort())
                .filter(port -> port != null && port != 0).distinct().sorted().toList();
        if (!fixed.isEmpty() && keeps(service) >= service.desiredCount()) {
            findings.skip("capacity", "each task needs port " + fixed.toString().replaceAll("[\\[\\]]", "") + " of its instance, and ECS stops no old one first: "
                    + "a deployment needs instances that have it left, and they are not counted here");
        }
    }

    private static long keeps(Service service) {
        Integer minimum = service.deploymentConfiguration() == null ? null : service.deploymentConfiguration().minimumHealthyPercent();
        return Math.ceilDiv((long) service.desiredCount() * percent(minimum, 100), 100L);
    }

    private static int percent(Integer written, int otherwise) {
        return written == null ? otherwise : written;
    }

    private String breaker(DeploymentConfiguration config) {
        boolean on = config.deploymentCircuitBreaker() != null && Boolean.TRUE.equals(config.deploymentCircuitBreaker().enable());
        boolean goesBack = on && Boolean.TRUE.equals(config.deploymentCircuitBreaker().rollback());
        if (leaves) {
            return goesBack ? "; the document leaves failures to you, but the circuit breaker rolls back: turn its rollback off, or onFailure" : "; failures are left to you";
        }
        if (!on) {
            return "; no circuit breaker, Slipway goes back by itself";
        }
        return goesBack ? "; the circuit breaker rolls back, and Slipway watches it"
                : "; the circuit breaker only stops, Slipway goes back";
    }
}
