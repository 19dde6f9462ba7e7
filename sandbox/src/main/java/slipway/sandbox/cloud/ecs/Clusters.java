package slipway.sandbox.cloud.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Place;

/** The clusters and the services in them; both are found by name or ARN, and an absent cluster means {@code default}. */
final class Clusters {
    private final Place place;
    private final Map<String, Map<String, Workload>> clusters = new LinkedHashMap<>();
    private final Map<String, List<ContainerInstance>> instances = new LinkedHashMap<>();

    Clusters(Place place) {
        this.place = place;
    }

    void create(String name) {
        clusters.putIfAbsent(name, new LinkedHashMap<>());
    }

    void add(Workload workload) {
        clusters.get(workload.cluster).put(workload.name, workload);
    }

    void add(String cluster, ContainerInstance instance) {
        instances.computeIfAbsent(cluster, _ -> new ArrayList<>()).add(instance);
    }

    /** Returns all that were ever registered, in that order. */
    List<ContainerInstance> instances(String cluster) {
        return List.copyOf(instances.getOrDefault(cluster, List.of()));
    }

    List<String> names() {
        return List.copyOf(clusters.keySet());
    }

    String arn(String cluster) {
        return place.arn("ecs", "cluster/" + cluster);
    }

    String serviceArn(String cluster, String service) {
        return place.arn("ecs", "service/" + cluster + "/" + service);
    }

    /** @throws AwsFault ClusterNotFoundException */
    String cluster(Input input) {
        String wanted = input.text("cluster").orElse("default");
        String name = wanted.startsWith(arn("")) ? wanted.substring(arn("").length()) : wanted;
        if (!clusters.containsKey(name)) {
            throw AwsFault.of("ClusterNotFoundException", "Cluster not found.");
        }
        return name;
    }

    List<Workload> services(String cluster) {
        return List.copyOf(clusters.get(cluster).values());
    }

    List<Workload> services() {
        return clusters.keySet().stream().flatMap(cluster -> services(cluster).stream()).toList();
    }

    Optional<Workload> service(String cluster, String nameOrArn) {
        String prefix = serviceArn(cluster, "");
        return Optional.ofNullable(clusters.get(cluster)
                .get(nameOrArn.startsWith(prefix) ? nameOrArn.substring(prefix.length()) : nameOrArn));
    }

    /** @throws AwsFault ClusterNotFoundException or ServiceNotFoundException */
    Workload service(Input input, String member) {
        return service(cluster(input), input.required(member))
                .orElseThrow(() -> AwsFault.of("ServiceNotFoundException", "Service not found."));
    }
}
