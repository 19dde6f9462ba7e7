package slipway.sandbox.cloud.ecs;

import java.util.List;
import java.util.Optional;

/**
 * What a service is made of.
 *
 * @param launchType FARGATE or EC2
 * @param classic the Classic Load Balancer that it is behind too; traffic to it is not modelled
 * @param daemon whether its schedulingStrategy is DAEMON: one task on each instance, and no count that is wanted
 */
record NewService(
        String name, String taskDefinition, int desiredCount, List<LoadBalancer> loadBalancers, RolloutConfig config,
        int graceSeconds, String controller, String launchType, boolean daemon, Optional<String> classic) {}
