package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** Renders service deployments and service revisions (ECS: ServiceDeployment, ServiceDeploymentBrief, ServiceRevision). */
final class HistoryViews {
    private HistoryViews() {}

    static ObjectNode brief(ServiceDeployment it) {
        ObjectNode node = Json.object().put("serviceDeploymentArn", it.arn).put("serviceArn", it.workload.arn)
                .put("clusterArn", it.workload.clusterArn);
        Json.time(node, "startedAt", it.startedAt());
        Json.put(node, "createdAt", it.createdAt);
        Json.time(node, "finishedAt", it.finishedAt());
        node.put("targetServiceRevisionArn", it.target.arn).put("status", it.status().name());
        Json.put(node, "statusReason", it.statusReason());
        return node;
    }

    static ObjectNode full(ServiceDeployment it) {
        Workload workload = it.workload;
        ObjectNode node = Json.object().put("serviceDeploymentArn", it.arn).put("serviceArn", workload.arn)
                .put("clusterArn", workload.clusterArn);
        Json.put(node, "createdAt", it.createdAt);
        Json.time(node, "startedAt", it.startedAt());
        Json.time(node, "finishedAt", it.finishedAt());
        Json.time(node, "stoppedAt", it.stoppedAt());
        Json.put(node, "updatedAt", it.updatedAt());
        ArrayNode sources = node.putArray("sourceServiceRevisions");
        it.sources.forEach((revision, running) -> sources.addObject()
                .put("arn", revision.arn).put("requestedTaskCount", running).put("runningTaskCount", running)
                .put("pendingTaskCount", 0));
        target(node.putObject("targetServiceRevision"), it);
        node.put("status", it.status().name());
        Json.put(node, "statusReason", it.statusReason());
        node.set("deploymentConfiguration", workload.config.render());
        it.rollback().ifPresent(rollback -> {
            ObjectNode to = node.putObject("rollback").put("reason", rollback.reason());
            Json.put(to, "startedAt", rollback.startedAt());
            to.put("serviceRevisionArn", rollback.to().arn);
        });
        breaker(node.putObject("deploymentCircuitBreaker"), it);
        if (workload.config.alarms().enabled()) {
            alarms(node.putObject("alarms"), it);
        }
        return node;
    }

    /** That alarms which are ignored are DISABLED is believed (api: ServiceDeploymentAlarms, status). */
    private static void alarms(ObjectNode node, ServiceDeployment it) {
        Deployment.Alarms watch = it.workload.deployments.stream().filter(deployment -> deployment.cause == it && !deployment.rollback).findFirst()
                .map(Deployment::watch).orElse(it.alarmed().isEmpty() ? Deployment.Alarms.DISABLED : Deployment.Alarms.TRIGGERED);
        node.put("status", watch == Deployment.Alarms.MONITORING && it.finished() ? "MONITORING_COMPLETE" : watch.name());
        it.workload.config.alarms().names().forEach(node.putArray("alarmNames")::add);
        it.alarmed().forEach(node.putArray("triggeredAlarmNames")::add);
    }

    private static void target(ObjectNode node, ServiceDeployment it) {
        Workload workload = it.workload;
        boolean wanted = !it.finished() && it.rollback().isEmpty() || it.status() == ServiceDeployment.Status.SUCCESSFUL;
        node.put("arn", it.target.arn)
                .put("requestedTaskCount", wanted ? workload.desiredCount() : 0)
                .put("runningTaskCount", tasks(it).filter(Task::running).count())
                .put("pendingTaskCount", tasks(it).filter(Task::pending).count());
    }

    private static Stream<Task> tasks(ServiceDeployment it) {
        return it.workload.tasks().stream().filter(task -> task.deployment.revision == it.target);
    }

    private static void breaker(ObjectNode node, ServiceDeployment it) {
        Workload workload = it.workload;
        Breaker.Config config = workload.config.breaker();
        if (!config.enabled()) {
            node.put("status", "DISABLED").put("failureCount", 0).put("threshold", 0);
            return;
        }
        int counted = workload.deployments.stream().filter(deployment -> deployment.cause == it && !deployment.rollback)
                .mapToInt(Deployment::failedTasks).findFirst().orElse(0);
        node.put("status", it.tripped().isPresent() ? "TRIGGERED" : it.finished() ? "MONITORING_COMPLETE" : "MONITORING")
                .put("failureCount", it.tripped().map(Breaker.Tripped::failures).orElse(counted))
                .put("threshold", it.tripped().map(Breaker.Tripped::threshold).orElse(config.threshold(workload.desiredCount())));
    }

    static ObjectNode revision(Revision revision, Workload workload) {
        ObjectNode node = Json.object()
                .put("serviceRevisionArn", revision.arn)
                .put("serviceArn", workload.arn)
                .put("clusterArn", workload.clusterArn)
                .put("taskDefinition", revision.definition.arn)
                .put("launchType", workload.launchType);
        ServiceViews.platform(node, workload, "1.4.0");
        ArrayNode balancers = node.putArray("loadBalancers");
        workload.loadBalancers.forEach(balancer -> balancers.add(balancer.render()));
        if (revision.definition.ownAddress()) {
            node.set("networkConfiguration", ServiceViews.network());
        }
        ArrayNode images = node.putArray("containerImages");
        revision.definition.containers.forEach(container -> {
            ObjectNode image = images.addObject().put("containerName", container.name()).put("image", container.image());
            if (revision.digests.containsKey(container.name())) {
                image.put("imageDigest", revision.digests.get(container.name()));
            }
        });
        Json.put(node, "createdAt", revision.createdAt);
        return node;
    }
}
