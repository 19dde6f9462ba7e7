package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Service;

/** Amazon ECS: its operations, and a Java API by which a sandbox's world is set up and looked at. */
public final class Ecs implements Service {
    private final World world;
    private final Clusters clusters;
    private final Announcer announcer;
    private final Scheduler scheduler;
    private final Services services;
    private final Instances instances;
    private final Rights rights;
    private final Map<String, Operation> operations = new TreeMap<>();

    public Ecs(World world) {
        this.world = world;
        this.clusters = new Clusters(world.place());
        this.announcer = new Announcer(world);
        this.scheduler = new Scheduler(world, announcer, new Placement(clusters));
        this.instances = new Instances(world, clusters, scheduler);
        TaskDefinitions definitions = new TaskDefinitions(world);
        this.services = new Services(world, clusters, definitions, scheduler, announcer);
        this.rights = new Rights(world.place(), definitions);
        operations.putAll(definitions.operations());
        operations.putAll(services.operations());
        operations.putAll(new ClusterOperations(clusters).operations());
        operations.putAll(instances.operations());
        operations.putAll(new Tasks(world, clusters, scheduler).operations());
        operations.putAll(new ServiceDeployments(world, clusters, scheduler).operations());
    }

    @Override
    public String signingName() {
        return "ecs";
    }

    @Override
    public List<Need> needs(Call call) {
        return rights.of(call);
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Returns the cluster, which is made if there is none of this name. */
    public Cluster cluster(String name) {
        clusters.create(name);
        return new Cluster(name);
    }

    /** Registers a task definition, as RegisterTaskDefinition does, and returns its ARN. */
    public String register(ObjectNode taskDefinition) {
        ObjectNode output = operations.get("RegisterTaskDefinition").does()
                .apply(new Call("ecs", "RegisterTaskDefinition", "person", taskDefinition));
        return output.path("taskDefinition").path("taskDefinitionArn").asText();
    }

    /** @throws java.util.NoSuchElementException if there is no such service */
    public ServiceView service(String cluster, String name) {
        return new ServiceView(clusters.service(cluster, name).orElseThrow(), scheduler, announcer, world);
    }

    /** Tells the watcher of each change from now on. */
    public void watch(Consumer<Change> watcher) {
        announcer.watch(watcher);
    }

    /** A cluster in which services can be made. */
    public final class Cluster {
        private final String name;

        private Cluster(String name) {
            this.name = name;
        }

        /** Registers an EC2 instance, and returns its id. */
        public String instance() {
            return instances.register(name);
        }

        /** Lets an instance drain on which only daemons' tasks are. */
        public void drain(String ec2InstanceId) {
            instances.drain(name, ec2InstanceId);
        }

        /** Takes an EC2 instance away with all that runs on it. */
        public void terminate(String ec2InstanceId) {
            instances.terminate(name, ec2InstanceId);
        }

        /** Describes a service that is made and started by {@link ServiceBuilder#create}. */
        public ServiceBuilder service(String service) {
            return new ServiceBuilder(service, Ecs.this::register, settings -> {
                services.create(name, settings);
                return Ecs.this.service(name, service);
            });
        }
    }
}
