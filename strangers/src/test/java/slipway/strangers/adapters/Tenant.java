package slipway.strangers.adapters;

import java.util.List;
import java.util.Map;
import slipway.release.Workload.EcsService;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/** A cluster with one service on Fargate behind a target group, made by AWS's calls; its images are in the registry. */
final class Tenant implements AutoCloseable {
    static final int PORT = 8080;

    /** The roles of each tenant's tasks. */
    static final List<String> ROLES = List.of("shop-execution", "shop-api");

    final EcsClient ecs;
    final String repository;
    final String family = World.fresh("shop-api");
    final String cluster = World.fresh("shop");
    final EcsService service = new EcsService(cluster, "api", List.of());
    final String group;
    final List<String> digests;
    private final World world;

    Tenant(World world) {
        this.world = world;
        this.ecs = world.client(EcsClient.builder());
        this.repository = world.tenants;
        this.digests = world.tenantImages();
        this.group = world.targetGroup(World.fresh("group"), "/health");
        world.installed();
        ecs.createCluster(ask -> ask.clusterName(cluster));
    }

    /** Returns the image by digest: 1 or 2. */
    String image(int version) {
        return World.uri(repository, digests.get(version - 1));
    }

    /** Registers a revision of the family, tagged, and returns its ARN. */
    String register(String image) {
        return ecs.registerTaskDefinition(ask -> ask.family(family).networkMode(NetworkMode.AWSVPC).cpu("256").memory("512")
                .requiresCompatibilities(Compatibility.FARGATE).executionRoleArn(role("shop-execution")).taskRoleArn(role("shop-api"))
                .tags(Tag.builder().key("team").value("shop").build())
                .containerDefinitions(container(image))).taskDefinition().taskDefinitionArn();
    }

    private static ContainerDefinition container(String image) {
        return ContainerDefinition.builder().name("api").image(image).memory(512).essential(true)
                .portMappings(PortMapping.builder().containerPort(PORT).build())
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS).options(Map.of("awslogs-group", "/shop/api", "awslogs-region", World.REGION.id(),
                        "awslogs-stream-prefix", "api", "awslogs-create-group", "true")))
                .environment(KeyValuePair.builder().name("STAGE").value("test").build()).build();
    }

    /** Makes the service of a revision; its tasks are still to come. */
    void create(String revision, int desired) {
        ecs.createService(ask -> ask.cluster(cluster).serviceName(service.service()).taskDefinition(revision).desiredCount(desired)
                .launchType(LaunchType.FARGATE).healthCheckGracePeriodSeconds(0)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(world.subnet()).securityGroups(List.of())))
                .loadBalancers(LoadBalancer.builder().targetGroupArn(group).containerName("api").containerPort(PORT).build()));
    }

    /** Returns the id of the PRIMARY deployment. */
    String primary() {
        return world.aws().services().now(service).orElseThrow().primary().id();
    }

    /** Makes the service of the first image with all its tasks running, and returns its revision. */
    String running(int desired) {
        String revision = register(image(1));
        create(revision, desired);
        world.tasks(this, revision, desired);
        return revision;
    }

    /** Makes a second service whose one task is on an EC2 instance in network mode host, so that its target is that instance. */
    EcsService onInstance() {
        EcsService gate = new EcsService(cluster, "gate", List.of());
        String instances = world.instanceGroup(World.fresh("gate"), "/health");
        String instance = world.instance(cluster);
        String revision = ecs.registerTaskDefinition(ask -> ask.family(World.fresh("shop-gate")).networkMode(NetworkMode.HOST).requiresCompatibilities(Compatibility.EC2)
                .executionRoleArn(role("shop-execution")).taskRoleArn(role("shop-api")).containerDefinitions(container(image(1)))).taskDefinition().taskDefinitionArn();
        ecs.createService(ask -> ask.cluster(cluster).serviceName(gate.service()).taskDefinition(revision).desiredCount(1).launchType(LaunchType.EC2)
                .loadBalancers(LoadBalancer.builder().targetGroupArn(instances).containerName("api").containerPort(PORT).build()));
        world.task(this, gate, revision, instances, instance);
        return gate;
    }

    /** Returns the address of the task's own network interface. */
    static String address(Task task) {
        return task.attachments().getFirst().details().stream().filter(detail -> detail.name().equals("privateIPv4Address")).findFirst().orElseThrow().value();
    }

    static String role(String name) {
        return "arn:aws:iam::" + World.ACCOUNT + ":role/" + name;
    }

    Map<String, String> api(String image) {
        return Map.of("api", image);
    }

    @Override
    public void close() {
        ecs.close();
    }
}
