package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Renders a service as DescribeServices shows it (ECS: Service). */
final class ServiceViews {
    private ServiceViews() {}

    static ObjectNode render(Workload workload, Variants variants) {
        ObjectNode node = Json.object()
                .put("serviceArn", workload.arn)
                .put("serviceName", workload.name)
                .put("clusterArn", workload.clusterArn)
                .put("status", workload.active ? "ACTIVE" : "INACTIVE")
                .put("desiredCount", workload.desiredCount())
                .put("runningCount", workload.running())
                .put("pendingCount", workload.pending())
                .put("launchType", workload.launchType)
                .put("taskDefinition", workload.primary().revision.definition.arn);
        platform(node, workload, "LATEST");
        ArrayNode balancers = node.putArray("loadBalancers");
        workload.loadBalancers.forEach(balancer -> balancers.add(balancer.render()));
        workload.classic.ifPresent(name -> balancers.addObject().put("loadBalancerName", name).put("containerName", workload.primary().revision.definition.containers.getFirst().name())
                .put("containerPort", 80));
        node.putArray("serviceRegistries");
        node.set("deploymentConfiguration", workload.config.render());
        ArrayNode deployments = node.putArray("deployments");
        if (workload.controller.equals("ECS")) {
            listed(workload, variants).forEach(deployment -> deployments.add(render(deployment)));
        }
        ArrayNode events = node.putArray("events");
        workload.events.forEach(event -> {
            ObjectNode entry = events.addObject().put("id", event.id());
            Json.put(entry, "createdAt", event.createdAt());
            entry.put("message", event.message());
        });
        Json.put(node, "createdAt", workload.createdAt);
        revisions(node, workload);
        node.putArray("placementConstraints");
        node.putArray("placementStrategy");
        if (workload.primary().revision.definition.ownAddress()) {
            node.set("networkConfiguration", network());
        }
        if (!workload.loadBalancers.isEmpty()) {
            node.put("healthCheckGracePeriodSeconds", workload.graceSeconds);
        }
        node.put("schedulingStrategy", workload.daemon ? "DAEMON" : "REPLICA");
        node.putObject("deploymentController").put("type", workload.controller);
        return node.put("createdBy", "arn:aws:iam::" + workload.arn.split(":")[4] + ":role/deployer")
                .put("enableECSManagedTags", false)
                .put("propagateTags", "NONE")
                .put("enableExecuteCommand", false);
    }

    /** In which order they are listed no document says. */
    private static List<Deployment> listed(Workload workload, Variants variants) {
        List<Deployment> listed = new ArrayList<>(workload.deployments);
        listed.addAll(workload.inactive.reversed());
        return variants.has(Variants.Way.OLDEST_FIRST) ? listed.reversed() : listed;
    }

    /** That the last service deployment is named when none is in progress is believed. */
    private static void revisions(ObjectNode node, Workload workload) {
        node.put("currentServiceDeployment", workload.history.getLast().arn);
        ArrayNode revisions = node.putArray("currentServiceRevisions");
        for (Deployment deployment : workload.deployments) {
            revisions.addObject()
                    .put("arn", deployment.revision.arn)
                    .put("requestedTaskCount", deployment.desired())
                    .put("runningTaskCount", deployment.tasks().stream().filter(Task::running).count())
                    .put("pendingTaskCount", deployment.tasks().stream().filter(Task::pending).count());
        }
    }

    private static ObjectNode render(Deployment deployment) {
        ObjectNode node = Json.object()
                .put("id", deployment.id)
                .put("status", deployment.status())
                .put("taskDefinition", deployment.revision.definition.arn)
                .put("desiredCount", deployment.desired())
                .put("pendingCount", deployment.tasks().stream().filter(Task::pending).count())
                .put("runningCount", deployment.tasks().stream().filter(Task::running).count())
                .put("failedTasks", deployment.failedTasks());
        Json.put(node, "createdAt", deployment.createdAt);
        Json.put(node, "updatedAt", deployment.updatedAt());
        node.put("launchType", deployment.workload.launchType);
        platform(node, deployment.workload, "1.4.0");
        if (deployment.revision.definition.ownAddress()) {
            node.set("networkConfiguration", network());
        }
        if (deployment.workload.classic.isEmpty()) {
            node.put("rolloutState", deployment.rollout().name()).put("rolloutStateReason", deployment.reason());
        }
        return node;
    }

    /** Only Fargate has one (api: Service, platformVersion). */
    static void platform(ObjectNode node, Workload workload, String version) {
        if (workload.launchType.equals("FARGATE")) {
            node.put("platformVersion", version).put("platformFamily", "Linux");
        }
    }

    static ObjectNode network() {
        ObjectNode node = Json.object();
        ObjectNode vpc = node.putObject("awsvpcConfiguration");
        for (String subnet : Network.Eni.SUBNETS) {
            vpc.withArray("subnets").add(subnet);
        }
        vpc.putArray("securityGroups").add("sg-0123456789abcdef0");
        vpc.put("assignPublicIp", "DISABLED");
        return node;
    }
}
