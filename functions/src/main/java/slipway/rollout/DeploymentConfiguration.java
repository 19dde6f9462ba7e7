package slipway.rollout;

import java.util.List;
import java.util.Optional;

/**
 * What ECS makes of a service's rollouts by itself, as the service's owner wants it (API_DeploymentConfiguration).
 *
 * @param alarms the CloudWatch alarms by which it fails a rollout, and for which it waits a bake time; none where it watches none
 * @param early the percentage of the tasks with which it calls a rollout completed; absent where it waits for all (API_DeploymentEarlySuccessCriteria)
 */
public record DeploymentConfiguration(List<String> alarms, Optional<Integer> early) {
    /** No alarms, and all of the tasks. */
    public static final DeploymentConfiguration PLAIN = new DeploymentConfiguration(List.of(), Optional.empty());

    public DeploymentConfiguration {
        alarms = List.copyOf(alarms);
    }
}
