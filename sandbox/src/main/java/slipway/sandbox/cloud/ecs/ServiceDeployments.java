package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Operation;

/** The operations on service deployments and service revisions (aws-facts 2.5). */
final class ServiceDeployments {
    /** ARNs that one call may name. */
    private static final int MOST = 20;

    private final World world;
    private final Clusters clusters;
    private final Scheduler scheduler;

    ServiceDeployments(World world, Clusters clusters, Scheduler scheduler) {
        this.world = world;
        this.clusters = clusters;
        this.scheduler = scheduler;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListServiceDeployments",
                Operation.of("cluster, service, status[], createdAt{before, after}, maxResults, nextToken",
                        call -> list(new Input(call.input()))),
                "DescribeServiceDeployments", Operation.of("serviceDeploymentArns[]", call -> describe(new Input(call.input()))),
                "StopServiceDeployment", Operation.of("serviceDeploymentArn, stopType", call -> stop(new Input(call.input()))),
                "DescribeServiceRevisions", Operation.of("serviceRevisionArns[]", call -> revisions(new Input(call.input()))));
    }

    /** The newest first. */
    private ObjectNode list(Input input) {
        Workload workload = clusters.service(input, "service");
        requireHistory(workload);
        List<String> statuses = input.texts("status");
        double after = input.node().path("createdAt").path("after").asDouble(0);
        double before = input.node().path("createdAt").path("before").asDouble(Double.MAX_VALUE);
        List<ServiceDeployment> found = workload.history.reversed().stream()
                .filter(it -> statuses.isEmpty() || statuses.contains(it.status().name()))
                .filter(it -> it.createdAt.toEpochMilli() / 1000.0 >= after && it.createdAt.toEpochMilli() / 1000.0 <= before)
                .toList();
        return Page.of(input, 20).render("serviceDeployments", found, (list, it) -> list.add(HistoryViews.brief(it)));
    }

    private ObjectNode describe(Input input) {
        ObjectNode output = Json.object();
        ArrayNode found = output.putArray("serviceDeployments");
        ArrayNode failures = output.putArray("failures");
        for (String arn : input.texts("serviceDeploymentArns", MOST)) {
            find(arn).ifPresentOrElse(
                    it -> found.add(HistoryViews.full(it)),
                    () -> failures.addObject().put("arn", arn).put("reason", "MISSING"));
        }
        return output;
    }

    private Optional<ServiceDeployment> find(String arn) {
        return clusters.services().stream().flatMap(workload -> workload.history.stream()).filter(it -> it.arn.equals(arn))
                .findFirst();
    }

    /** Works without the circuit breaker too; what is on its way to stop goes on with it (ECS: stop-service-deployment). */
    private ObjectNode stop(Input input) {
        ServiceDeployment deployment = find(input.required("serviceDeploymentArn"))
                .orElseThrow(() -> AwsFault.of("ServiceDeploymentNotFoundException", "Service deployment not found."));
        if (!input.text("stopType").orElse("ROLLBACK").equals("ROLLBACK")) {
            throw Input.invalid("Invalid stopType. The valid value is ROLLBACK.");
        }
        requireHistory(deployment.workload);
        switch (deployment.status()) {
            case PENDING, IN_PROGRESS -> {
                deployment.become(ServiceDeployment.Status.ROLLBACK_REQUESTED, world.timeline().now());
                world.timeline().after(scheduler.rollout().stopDelay(), () -> scheduler.nudge(deployment.workload));
            }
            case STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> { }
            case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> throw AwsFault.of(
                    "ConflictException",
                    "The service deployment is in a terminal state " + deployment.status() + " and cannot be stopped.");
        }
        return Json.object().put("serviceDeploymentArn", deployment.arn);
    }

    /** Both operations know this error, and no page says of what (api: ListServiceDeployments, StopServiceDeployment). */
    private void requireHistory(Workload workload) {
        if (workload.daemon && world.variants().has(Variants.Way.DAEMONS_HAVE_NO_HISTORY)) {
            throw AwsFault.of("UnsupportedFeatureException", "The specified service doesn't support service deployments.");
        }
    }

    private ObjectNode revisions(Input input) {
        ObjectNode output = Json.object();
        ArrayNode found = output.putArray("serviceRevisions");
        ArrayNode failures = output.putArray("failures");
        for (String arn : input.texts("serviceRevisionArns", MOST)) {
            clusters.services().stream()
                    .flatMap(workload -> workload.history.stream())
                    .filter(it -> it.target.arn.equals(arn))
                    .findFirst()
                    .ifPresentOrElse(
                            it -> found.add(HistoryViews.revision(it.target, it.workload)),
                            () -> failures.addObject().put("arn", arn).put("reason", "MISSING"));
        }
        return output;
    }
}
