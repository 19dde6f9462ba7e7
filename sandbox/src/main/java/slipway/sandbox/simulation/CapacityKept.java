package slipway.sandbox.simulation;

import java.util.ArrayList;
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

    @Override
    public int number() {
        return 6;
    }

    @Override
    public void check(World world, Complaints complaints) {
        for (Evidence.Change one : world.evidence().changes()) {
            String operation = one.call().operation();
            if (operation.equals("RegisterTaskDefinition")) {
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
}
