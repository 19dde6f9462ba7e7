package slipway.release;

import java.util.List;
import java.util.Optional;

/** What a target deploys to. */
public sealed interface Workload {
    /** Returns by which steps calls go over to a new release; empty where that is not the deployer's to say, or all go at once. */
    default Optional<Traffic> traffic() {
        return Optional.empty();
    }

    /** Returns what a deployment changes, by whichever alias: of two targets that name it each would be the other's somebody else. */
    default String thing() {
        return switch (this) {
            case EcsService _ -> place();
            case LambdaFunction function -> function.function();
        };
    }

    /** Returns which one it is, in words of its own: what was seen of one says nothing about another. */
    default String place() {
        return switch (this) {
            case EcsService service -> service.cluster() + "/" + service.service();
            case LambdaFunction function -> function.function() + function.alias().map(alias -> ":" + alias).orElse("");
        };
    }

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
     * @param traffic by which steps the alias's calls go over; absent: all at once
     */
    record LambdaFunction(String function, Optional<String> alias, Optional<Smoke> smoke, Optional<Traffic> traffic) implements Workload {
        public LambdaFunction {
            traffic = traffic == null ? Optional.empty() : traffic;
        }

        /** A function whose calls go over all at once. */
        public LambdaFunction(String function, Optional<String> alias, Optional<Smoke> smoke) {
            this(function, alias, smoke, Optional.empty());
        }
    }

    /**
     * A call of a function that nobody else has called yet.
     *
     * @param payload JSON
     * @param expect JSON that the answer has to hold: each field of an object, all of an array, else the same value; absent:
     *     any answer that is no error
     */
    record Smoke(String payload, Optional<String> expect) {}
}
