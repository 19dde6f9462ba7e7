package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import slipway.sandbox.cloud.Operation;

/** The operations on clusters. */
final class ClusterOperations {
    private final Clusters clusters;

    ClusterOperations(Clusters clusters) {
        this.clusters = clusters;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateCluster", Operation.of("clusterName", call -> create(new Input(call.input()))),
                "ListClusters", Operation.of("maxResults, nextToken", call -> Page.of(new Input(call.input()), 100)
                        .render("clusterArns", clusters.names().stream().map(clusters::arn).toList(), ArrayNode::add)),
                "DescribeClusters", Operation.of("clusters[], include[]", call -> describe(new Input(call.input()))));
    }

    /** The same one again is no error (API_CreateCluster); without a name it is {@code default}. */
    private ObjectNode create(Input input) {
        String name = input.text("clusterName").orElse("default");
        if (!name.matches("[a-zA-Z0-9_-]{1,255}")) {
            throw Input.invalid("Cluster name should be at most 255 letters, digits, hyphens and underscores, was '" + name + "'.");
        }
        clusters.create(name);
        ObjectNode output = Json.object();
        output.set("cluster", render(name));
        return output;
    }

    /** Without names the default cluster is meant; one that is not there is a failure MISSING (API_DescribeClusters). */
    private ObjectNode describe(Input input) {
        ObjectNode output = Json.object();
        ArrayNode found = output.putArray("clusters");
        ArrayNode failures = output.putArray("failures");
        List<String> wanted = input.has("clusters") ? input.texts("clusters", 100) : List.of("default");
        for (String name : wanted) {
            String plain = name.startsWith(clusters.arn("")) ? name.substring(clusters.arn("").length()) : name;
            if (clusters.names().contains(plain)) {
                found.add(render(plain));
            } else {
                failures.addObject().put("arn", name.startsWith("arn:") ? name : clusters.arn(name)).put("reason", "MISSING");
            }
        }
        return output;
    }

    private ObjectNode render(String name) {
        List<Workload> services = clusters.services(name);
        ObjectNode node = Json.object().put("clusterArn", clusters.arn(name)).put("clusterName", name).put("status", "ACTIVE")
                .put("registeredContainerInstancesCount", clusters.instances(name).stream().filter(ContainerInstance::registered).count())
                .put("runningTasksCount", services.stream().mapToLong(Workload::running).sum())
                .put("pendingTasksCount", services.stream().mapToLong(Workload::pending).sum())
                .put("activeServicesCount", services.stream().filter(service -> service.active).count());
        for (String empty : List.of("statistics", "tags", "settings", "capacityProviders", "defaultCapacityProviderStrategy")) {
            node.putArray(empty);
        }
        return node;
    }
}
