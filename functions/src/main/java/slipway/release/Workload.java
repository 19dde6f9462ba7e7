package slipway.release;

import java.util.List;

/** What a target deploys to. */
public sealed interface Workload {
    /**
     * An ECS service with rolling deployments.
     *
     * @param cluster its cluster's name
     * @param service its name
     * @param containers whose image a deployment changes; empty: those whose image is of the target's repository now
     */
    record EcsService(String cluster, String service, List<String> containers) implements Workload {}
}
