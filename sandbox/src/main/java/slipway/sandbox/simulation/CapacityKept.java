package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 6. Slipway never lowers healthy capacity, never changes a setting, and never takes away what may be needed. */
final class CapacityKept implements Invariant {
    /** All that Slipway may ask for that changes something, and with which parameters. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "UpdateService", Set.of("cluster", "service", "taskDefinition"),
            "StopServiceDeployment", Set.of("serviceDeploymentArn", "stopType"),
            "UpdateFunctionCode", Set.of("FunctionName", "ImageUri", "Architectures", "RevisionId"),
            "PublishVersion", Set.of("FunctionName", "CodeSha256", "RevisionId"),
            "UpdateAlias", Set.of("FunctionName", "Name", "FunctionVersion", "RoutingConfig", "RevisionId"));

    /** What DescribeTaskDefinition tells beside what RegisterTaskDefinition takes (API_TaskDefinition). */
    private static final List<String> ANSWER_ONLY = List.of("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy",
            "deregisteredAt");

    @Override
    public int number() {
        return 6;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Set<String> told = new HashSet<>();
        world.evidence().ran().stream().filter(one -> !meddled(world, one)).forEach(one -> kept(world, one, (sentence, target, what) -> {
            if (told.add(sentence + target)) {
                complaints.add(sentence, target, what);
            }
        }));
        for (Evidence.Change one : world.evidence().changes()) {
            String operation = one.call().operation();
            if (operation.equals("RegisterTaskDefinition")) {
                copied(world, one, complaints);
                continue;
            }
            List<String> more = new ArrayList<>();
            one.call().input().fieldNames().forEachRemaining(more::add);
            more.removeAll(ALLOWED.getOrDefault(operation, Set.of()));
            if (!ALLOWED.containsKey(operation) || !more.isEmpty()) {
                complaints.add("nothing but the image is changed, and nothing is taken away", one.target(), one.by().function() + " called " + operation + " with " + more);
            }
        }
    }

    /** What Slipway registers has every setting of the family's first revision: others only use revisions that are there. */
    private static void copied(World world, Evidence.Change change, Complaints complaints) {
        JsonNode first = settings(world.definition(change.target() + ":1"));
        JsonNode registered = settings(change.call().input());
        if (!registered.equals(first)) {
            complaints.add("every other setting of a task definition stays", change.target(), "%s registered %s, the first revision has %s"
                    .formatted(change.by().function(), registered, first));
        }
    }

    /** All but the images, and what only the answer has. */
    private static JsonNode settings(JsonNode definition) {
        ObjectNode copy = definition.deepCopy();
        copy.remove(ANSWER_ONLY);
        copy.path("containerDefinitions").forEach(container -> ((ObjectNode) container).remove("image"));
        return copy;
    }

    /** As long as nobody else has touched a service, and nothing that breaks by itself was pushed for it, all that it should run is healthy: its minimum is 100 %. */
    private static void kept(World world, Evidence.Ran ran, Complaints complaints) {
        Member member = world.evidence().member(ran.target());
        if (ran.truth().desired() != member.desired()) {
            complaints.add("the desired count stays as it is", ran.target(), "%d tasks are desired, %d were at first".formatted(ran.truth().desired(), member.desired()));
        }
        boolean sound = world.evidence().arrivals().stream().filter(one -> one.repository().equals(member.repository()) && !one.at().isAfter(ran.at()))
                .allMatch(one -> world.evidence().images().get(one.digest()) == Deed.Image.GOOD);
        if (sound && ran.truth().healthy() < member.desired()) {
            complaints.add("healthy capacity does not fall below what a service has to keep", ran.target(), "%d of %d were healthy at %s"
                    .formatted(ran.truth().healthy(), member.desired(), ran.at()));
        }
    }

    private static boolean meddled(World world, Evidence.Ran ran) {
        return world.evidence().meddled().stream().anyMatch(one -> one.target().equals(ran.target()) && !one.at().isAfter(ran.at()));
    }
}
