package slipway.cli.account.verify;

import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/** Whether ECS has room to roll: minimumHealthyPercent rounds up, maximumPercent down (ECS: DeploymentConfiguration). */
record CapacityCheck(Findings findings) {
    void run(Service service) {
        DeploymentConfiguration config = service.deploymentConfiguration();
        if (config == null) {
            return;
        }
        int desired = service.desiredCount();
        int minimum = percent(config.minimumHealthyPercent(), 100);
        int maximum = percent(config.maximumPercent(), 200);
        long keeps = Math.ceilDiv((long) desired * minimum, 100L);
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

    private static int percent(Integer written, int otherwise) {
        return written == null ? otherwise : written;
    }

    private static String breaker(DeploymentConfiguration config) {
        if (config.deploymentCircuitBreaker() == null || !Boolean.TRUE.equals(config.deploymentCircuitBreaker().enable())) {
            return "; no circuit breaker, Slipway goes back by itself";
        }
        return Boolean.TRUE.equals(config.deploymentCircuitBreaker().rollback()) ? "; the circuit breaker rolls back, and Slipway watches it"
                : "; the circuit breaker only stops, Slipway goes back";
    }
}
