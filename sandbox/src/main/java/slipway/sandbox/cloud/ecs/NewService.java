package slipway.sandbox.cloud.ecs;

import java.util.List;

/**
 * What a service is made of.
 *
 * @param launchType FARGATE or EC2
 * @param daemon whether its schedulingStrategy is DAEMON: one task on each instance, and no count that is wanted
 */
record NewService(
        String name, String taskDefinition, int desiredCount, List<LoadBalancer> loadBalancers, RolloutConfig config,
        int graceSeconds, String controller, String launchType, boolean daemon) {}
