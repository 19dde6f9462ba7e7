package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Operation;

/** The operations on services. */
final class Services {
    private final World world;
    private final Clusters clusters;
    private final TaskDefinitions definitions;
    private final Scheduler scheduler;
    private final Announcer announcer;
    private final Map<String, ObjectNode> stale = new HashMap<>();

    Services(World world, Clusters clusters, TaskDefinitions definitions, Scheduler scheduler, Announcer announcer) {
        this.world = world;
        this.clusters = clusters;
        this.definitions = definitions;
        this.scheduler = scheduler;
        this.announcer = announcer;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListServices", Operation.of("cluster, launchType, schedulingStrategy, maxResults, nextToken", call -> list(new Input(call.input()))),
                "DescribeServices", Operation.of("cluster, services[], include[]", call -> describe(new Input(call.input()))),
                "CreateService",
                Operation.of("cluster, serviceName, taskDefinition, desiredCount, launchType, schedulingStrategy, networkConfiguration*,"
                                + " loadBalancers[]{targetGroupArn, containerName, containerPort}, healthCheckGracePeriodSeconds, "
                                + RolloutConfig.MEMBERS,
                        call -> create(new Input(call.input()))),
                "UpdateService",
                Operation.of("cluster, service, taskDefinition, desiredCount, forceNewDeployment, healthCheckGracePeriodSeconds, "
                                + RolloutConfig.MEMBERS,
                        call -> update(new Input(call.input()))));
    }

    private ObjectNode list(Input input) {
        Optional<String> launchType = input.text("launchType").map(_ -> input.oneOf("launchType", "", "EC2", "FARGATE", "EXTERNAL"));
        Optional<Boolean> daemon = input.text("schedulingStrategy").map(_ -> input.oneOf("schedulingStrategy", "", "REPLICA", "DAEMON").equals("DAEMON"));
        List<String> arns = clusters.services(clusters.cluster(input)).stream().filter(it -> launchType.isEmpty() || launchType.get().equals(it.launchType))
                .filter(it -> daemon.isEmpty() || daemon.get() == it.daemon).map(it -> it.arn).toList();
        return Page.of(input, 10).render("serviceArns", arns, ArrayNode::add);
    }

    /** At most 10; what is not there is a failure MISSING, not an error (aws-facts 2.1). */
    private ObjectNode describe(Input input) {
        String cluster = clusters.cluster(input);
        ObjectNode output = Json.object();
        ArrayNode found = output.putArray("services");
        ArrayNode failures = output.putArray("failures");
        for (String wanted : input.texts("services", 10)) {
            Optional<Workload> service = clusters.service(cluster, wanted);
            if (service.isPresent()) {
                ObjectNode before = stale.get(service.get().arn);
                found.add(before == null ? ServiceViews.render(service.get(), world.variants()) : before.deepCopy());
            } else {
                failures.addObject().put("arn", wanted.startsWith("arn:") ? wanted : clusters.serviceArn(cluster, wanted))
                        .put("reason", "MISSING");
            }
        }
        return output;
    }

    private ObjectNode create(Input input) {
        List<LoadBalancer> balancers = new ArrayList<>();
        for (JsonNode balancer : input.node().path("loadBalancers")) {
            balancers.add(LoadBalancer.of(balancer));
        }
        boolean daemon = input.oneOf("schedulingStrategy", "REPLICA", "REPLICA", "DAEMON").equals("DAEMON");
        JsonNode wanted = input.node().path("deploymentConfiguration");
        RolloutConfig standard = daemon ? RolloutConfig.DAEMON : RolloutConfig.DEFAULT;
        RolloutConfig config = wanted.isObject() ? standard.with(wanted) : standard;
        Kinds.requireNoCount(daemon, input);
        Workload workload = create(clusters.cluster(input), new NewService(
                input.required("serviceName"), input.required("taskDefinition"), input.count("desiredCount").orElse(0), balancers, config,
                input.count("healthCheckGracePeriodSeconds").orElse(0), "ECS", input.oneOf("launchType", "EC2", "EC2", "FARGATE"), daemon, Optional.empty()));
        return shown(workload);
    }

    Workload create(String cluster, NewService settings) {
        if (clusters.service(cluster, settings.name()).isPresent()) {
            throw Input.invalid("Creation of service was not idempotent.");
        }
        Definition definition = definitions.launchable(settings.taskDefinition());
        Kinds.require(settings, definition);
        for (LoadBalancer balancer : settings.loadBalancers()) {
            // ECS tells it in its own words, never with an error of Elastic Load Balancing's (aws/amazon-ecs-agent#647).
            if (!world.elb().has(balancer.targetGroupArn())) {
                throw Input.invalid("The target group with targetGroupArn " + balancer.targetGroupArn() + " does not exist.");
            }
            if (definition.containers.stream().noneMatch(container -> container.name().equals(balancer.containerName()))) {
                throw Input.invalid("The container " + balancer.containerName() + " does not exist in the task definition.");
            }
            Kinds.require(world.elb().group(balancer.targetGroupArn()), definition);
        }
        Workload workload = new Workload(clusters.serviceArn(cluster, settings.name()), cluster, clusters.arn(cluster), settings,
                () -> Math.toIntExact(clusters.instances(cluster).stream().filter(ContainerInstance::active).count()), world.timeline().now());
        clusters.add(workload);
        scheduler.rollout().begin(workload, definition);
        scheduler.nudge(workload);
        return workload;
    }

    /**
     * A new task definition or forceNewDeployment begins a deployment; the counts, percents and grace period do not
     * (aws-facts 2.1). That naming the definition which PRIMARY has begins none is believed.
     */
    private ObjectNode update(Input input) {
        Workload workload = clusters.service(input, "service");
        if (!workload.active) {
            throw AwsFault.of("ServiceNotActiveException", "Service was not ACTIVE.");
        }
        if (!workload.controller.equals("ECS") && (input.has("taskDefinition") || input.flag("forceNewDeployment"))) {
            throw Input.invalid("Unable to update task definition on services with a " + workload.controller
                    + " deployment controller."
                    + (workload.controller.equals("CODE_DEPLOY") ? " Use AWS CodeDeploy to trigger a new deployment." : ""));
        }
        Definition current = workload.primary().revision.definition;
        Definition wanted = input.text("taskDefinition").map(definitions::launchable).orElse(current);
        JsonNode configuration = input.node().path("deploymentConfiguration");
        RolloutConfig config = configuration.isObject() ? workload.config.with(configuration) : workload.config;
        Kinds.requireNoCount(workload.daemon, input);
        Kinds.requireDaemon(workload.daemon, config);
        int desired = input.count("desiredCount").orElse(workload.desiredCount());
        keepStale(workload);
        boolean named = input.has("taskDefinition") && world.variants().has(Variants.Way.SAME_DEFINITION_DEPLOYS);
        boolean deploys = wanted != current || named || input.flag("forceNewDeployment");
        if (deploys) {
            scheduler.rollout().requireRoom(workload);
        }
        workload.config = config;
        if (deploys) {
            scheduler.rollout().begin(workload, wanted);
        }
        workload.graceSeconds = input.count("healthCheckGracePeriodSeconds").orElse(workload.graceSeconds);
        if (desired != workload.desiredCount()) {
            workload.desiredCount(desired);
            workload.steady = false;
            announcer.emit(workload, "INFO", "SERVICE_DESIRED_COUNT_UPDATED");
        }
        scheduler.nudge(workload);
        return shown(workload);
    }

    private void keepStale(Workload workload) {
        if (world.variants().staleReads().isPositive()) {
            ObjectNode before = ServiceViews.render(workload, world.variants());
            stale.put(workload.arn, before);
            world.timeline().after(world.variants().staleReads(), () -> stale.remove(workload.arn, before));
        }
    }

    private ObjectNode shown(Workload workload) {
        ObjectNode output = Json.object();
        output.set("service", ServiceViews.render(workload, world.variants()));
        return output;
    }
}
