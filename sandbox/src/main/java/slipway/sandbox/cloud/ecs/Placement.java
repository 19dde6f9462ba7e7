package slipway.sandbox.cloud.ecs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds an EC2 instance for a task (guide: deployment-controllers, "Scheduling strategy"). Only ports and the instances' status are looked at. */
final class Placement {
    private static final String NONE = "was unable to place a task because no container instance met all of its requirements. ";

    private final Clusters clusters;

    Placement(Clusters clusters) {
        this.clusters = clusters;
    }

    /** What became of the search. */
    sealed interface Result {
        record Found(ContainerInstance instance) implements Result {}

        /** What stands in the way is on its way out: the scheduler waits, without a word (believed; no document says so). */
        record Later() implements Result {}

        /** @param words of the service's event (guide: service-event-messages-list) */
        record None(String words) implements Result {}
    }

    Result find(Workload workload, Definition definition) {
        List<ContainerInstance> active = clusters.instances(workload.cluster).stream().filter(ContainerInstance::active).toList();
        List<ContainerInstance> open = active.stream().filter(one -> !workload.daemon || workload.live().noneMatch(task -> on(task, one))).toList();
        if (open.isEmpty()) {
            return new Result.None(NONE + "Reason: No Container Instances were found in your cluster.");
        }
        Set<Integer> ports = ports(definition);
        Optional<ContainerInstance> found = open.stream().filter(one -> holders(one, ports).isEmpty())
                .min(Comparator.<ContainerInstance>comparingLong(one -> inZone(workload, one.zone)).thenComparingLong(one -> onInstance(workload, one)));
        if (found.isPresent()) {
            return new Result.Found(found.get());
        }
        boolean leaving = open.stream().anyMatch(one -> holders(one, ports).stream().noneMatch(Task::live));
        return leaving ? new Result.Later() : new Result.None(NONE + "The closest matching (container-instance " + open.getFirst().id
                + ") is already using a port required by your task.");
    }

    /** Returns how the task is reached on the instance: a bridged port that names none gets one. */
    static Network.Host network(ContainerInstance instance, Definition definition) {
        Map<String, Integer> bridged = new HashMap<>();
        if (definition.networkMode().equals("bridge")) {
            definition.containers.forEach(container -> container.ports().forEach(port ->
                    bridged.put(Network.Host.key(container.name(), port.container()), port.host() == 0 ? instance.port() : port.host())));
        }
        return new Network.Host(instance, Map.copyOf(bridged));
    }

    /** Returns the instance's ports that the task needs for itself, whichever instance it is: those of host mode, and those that a bridge names. */
    private static Set<Integer> ports(Definition definition) {
        Set<Integer> ports = new HashSet<>();
        boolean host = definition.networkMode().equals("host");
        if (host || definition.networkMode().equals("bridge")) {
            definition.containers.forEach(container -> container.ports().forEach(port -> ports.add(host ? port.container() : port.host())));
        }
        ports.remove(0);
        return ports;
    }

    private List<Task> holders(ContainerInstance instance, Set<Integer> ports) {
        return tasks(instance).stream().filter(task -> ports(task.definition).stream().anyMatch(ports::contains)).toList();
    }

    /** Returns the tasks of all services that are on the instance and not STOPPED. */
    List<Task> tasks(ContainerInstance instance) {
        return clusters.services().stream().flatMap(workload -> workload.unstopped().stream()).filter(task -> on(task, instance)).toList();
    }

    private static long inZone(Workload workload, String zone) {
        return workload.live().filter(task -> task.instance.filter(one -> one.zone.equals(zone)).isPresent()).count();
    }

    private static long onInstance(Workload workload, ContainerInstance instance) {
        return workload.live().filter(task -> on(task, instance)).count();
    }

    private static boolean on(Task task, ContainerInstance instance) {
        return task.instance.filter(one -> one == instance).isPresent();
    }
}
