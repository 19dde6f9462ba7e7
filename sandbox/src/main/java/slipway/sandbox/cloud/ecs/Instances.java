package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.Operation;

/** The container instances of clusters: DescribeContainerInstances, and what befalls them. */
final class Instances {
    /** As many container instances one call may name (api: DescribeContainerInstances). */
    private static final int MOST = 100;

    private final World world;
    private final Clusters clusters;
    private final Scheduler scheduler;

    Instances(World world, Clusters clusters, Scheduler scheduler) {
        this.world = world;
        this.clusters = clusters;
        this.scheduler = scheduler;
    }

    Map<String, Operation> operations() {
        return Map.of("DescribeContainerInstances", Operation.of("cluster, containerInstances[]", call -> describe(new Input(call.input()))));
    }

    /** What is not there is a failure MISSING, not an error (guide: api_failures_messages). */
    private ObjectNode describe(Input input) {
        String cluster = clusters.cluster(input);
        ObjectNode output = Json.object();
        ArrayNode found = output.putArray("containerInstances");
        ArrayNode failures = output.putArray("failures");
        for (String wanted : input.texts("containerInstances", MOST)) {
            Optional<ContainerInstance> instance = clusters.instances(cluster).stream().filter(one -> one.arn.equals(wanted) || one.id.equals(wanted)).findFirst();
            instance.ifPresentOrElse(one -> found.add(one.render(scheduler.placement().tasks(one))), () -> failures.addObject()
                    .put("arn", wanted.startsWith("arn:") ? wanted : world.place().arn("ecs", "container-instance/" + cluster + "/" + wanted)).put("reason", "MISSING"));
        }
        return output;
    }

    /** An EC2 instance joins the cluster, and each of its daemons starts a task there (guide: deployment-controllers, "Daemon scheduling strategy"). */
    String register(String cluster) {
        int number = clusters.instances(cluster).size();
        ContainerInstance instance = new ContainerInstance(world.place().arn("ecs", "container-instance/" + cluster + "/" + world.ids().hex(32)),
                "i-" + world.ids().hex(17), world.place().region() + "ab".charAt(number % 2), world.timeline().now());
        clusters.add(cluster, instance);
        changed(cluster);
        return instance.ec2InstanceId;
    }

    /** No task is placed there any more, and the daemons' stop; what becomes of others is not modelled. */
    void drain(String cluster, String ec2InstanceId) {
        ContainerInstance instance = instance(cluster, ec2InstanceId);
        if (scheduler.placement().tasks(instance).stream().anyMatch(task -> !task.workload.daemon)) {
            throw new UnsupportedOperationException("an instance that drains is modelled only where no tasks but daemons' are on it");
        }
        instance.become(ContainerInstance.Status.DRAINING);
        changed(cluster);
    }

    /** The EC2 instance is gone, and with it its tasks (guide: stopped-task-error-codes has the reason, no page its stop code). */
    void terminate(String cluster, String ec2InstanceId) {
        ContainerInstance instance = instance(cluster, ec2InstanceId);
        instance.become(ContainerInstance.Status.INACTIVE);
        List<Task> tasks = scheduler.placement().tasks(instance);
        tasks.forEach(task -> scheduler.life().die(task, "TerminationNotice", "Host EC2 (instance " + ec2InstanceId + ") terminated."));
        changed(cluster);
    }

    private ContainerInstance instance(String cluster, String ec2InstanceId) {
        return clusters.instances(cluster).stream().filter(one -> one.ec2InstanceId.equals(ec2InstanceId)).findFirst().orElseThrow();
    }

    private void changed(String cluster) {
        clusters.services(cluster).stream().filter(workload -> workload.launchType.equals("EC2")).forEach(workload -> {
            workload.steady &= !workload.daemon;
            scheduler.nudge(workload);
        });
    }
}
