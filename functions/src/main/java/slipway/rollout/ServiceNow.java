package slipway.rollout;

import java.util.List;
import java.util.Optional;

/**
 * A service at one instant.
 *
 * @param controller the deployment controller: {@code ECS}, {@code CODE_DEPLOY}, {@code EXTERNAL}
 * @param strategy the deployment strategy of the ECS controller: {@code ROLLING}, {@code BLUE_GREEN}, …
 * @param daemon whether it has one task on each instance of its cluster (schedulingStrategy DAEMON): then nobody sets a desired count
 * @param classic whether a Classic Load Balancer is among its load balancers: of such a service ECS tells no {@code rolloutState} (API_Deployment)
 * @param configuration what ECS makes of its rollouts by itself
 * @param deployments the service's {@code deployments[]}, the PRIMARY first
 * @param groups the ARNs of its target groups
 */
public record ServiceNow(
        String arn, String controller, String strategy, boolean daemon, boolean classic, DeploymentConfiguration configuration, int desired, int running,
        String taskDefinition, List<Rollout> deployments, List<String> groups) {
    /** One without target groups. */
    public ServiceNow(String arn, String controller, String strategy, boolean daemon, boolean classic, DeploymentConfiguration configuration, int desired, int running,
            String taskDefinition, List<Rollout> deployments) {
        this(arn, controller, strategy, daemon, classic, configuration, desired, running, taskDefinition, deployments, List.of());
    }

    /** One with as many tasks as somebody has set. */
    public ServiceNow(String arn, String controller, String strategy, int desired, int running, String taskDefinition, List<Rollout> deployments) {
        this(arn, controller, strategy, false, false, DeploymentConfiguration.PLAIN, desired, running, taskDefinition, deployments);
    }

    /** Returns the PRIMARY deployment. */
    public Rollout primary() {
        return deployments.getFirst();
    }

    public Optional<Rollout> deployment(String id) {
        return deployments.stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
