package slipway.sandbox.cloud.ecs;

import java.util.List;

/** What a service is made of. */
record NewService(
        String name, String taskDefinition, int desiredCount, List<LoadBalancer> loadBalancers, RolloutConfig config,
        int graceSeconds, String controller) {}
