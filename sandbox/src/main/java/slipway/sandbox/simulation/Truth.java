package slipway.sandbox.simulation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.lambda.FunctionView;

/** What a target really runs at an instant, without AWS's delays and without anybody's word for it. */
sealed interface Truth {
    /**
     * A service.
     *
     * @param digests what its running tasks run, by container; more than one in the middle of a rollout
     */
    record OfService(String primary, String taskDefinition, boolean completed, int desired, long running, long healthy, Map<String, List<String>> digests)
            implements Truth {
        boolean whole() {
            return completed && desired > 0 && running >= desired && healthy >= desired;
        }
    }

    /**
     * A function.
     *
     * @param digests what its callers get; two while calls go over by steps, that of the alias's own version first
     */
    record OfFunction(List<String> digests, String version) implements Truth {}

    static Truth of(Sandbox aws, Member member) {
        if (!member.service()) {
            FunctionView function = aws.functions().look(member.name());
            String qualifier = member.kind() == Member.Kind.ALIASED ? Member.ALIAS : "$LATEST";
            Stream<String> second = member.kind() == Member.Kind.ALIASED ? function.weights(Member.ALIAS).keySet().stream().map(function::runs) : Stream.empty();
            return new OfFunction(Stream.concat(Stream.of(function.runs(qualifier)), second).toList(), member.kind() == Member.Kind.ALIASED ? function.version(Member.ALIAS) : "$LATEST");
        }
        ServiceView service = aws.ecs().service(Member.CLUSTER, member.name());
        ServiceView.DeploymentView primary = service.deployments().stream().filter(one -> one.status().equals("PRIMARY")).findFirst().orElseThrow();
        return new OfService(primary.id(), primary.taskDefinition(), primary.rolloutState().equals("COMPLETED"), service.desired(), primary.running(),
                service.healthy(), service.images());
    }

    /** Returns the digests of what serves; more than one in the middle of a rollout. */
    default List<String> serving() {
        return switch (this) {
            case OfService service -> service.digests.getOrDefault(Member.CONTAINER, List.of());
            case OfFunction function -> function.digests;
        };
    }

    /** Says whether nothing but this image serves. */
    default boolean serves(String digest) {
        return serving().equals(List.of(digest));
    }
}
