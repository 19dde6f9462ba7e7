package slipway.release;

import java.util.List;
import java.util.Optional;

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

    /**
     * A Lambda function whose code is a container image.
     *
     * @param function its name
     * @param alias that its callers use: a deployment publishes a version and moves it there; absent: they call $LATEST
     * @param smoke a call that has to be answered rightly before the alias moves
     */
    record LambdaFunction(String function, Optional<String> alias, Optional<Smoke> smoke) implements Workload {}

    /**
     * A call of a function that nobody else has called yet.
     *
     * @param payload JSON
     * @param expect JSON that the answer has to hold: each field of an object, all of an array, else the same value; absent:
     *     any answer that is no error
     */
    record Smoke(String payload, Optional<String> expect) {}
}
