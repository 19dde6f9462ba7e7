package slipway.cli.account.beliefs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import slipway.cli.account.Answer;
import slipway.rollout.Wording;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** What is believed of ECS services, their deployments and revisions. */
record ServiceLooks(ServiceSample sample) {
    private static final String NONE = "there is no ECS service with rolling deployments here yet";
    private static final int PAGE = 20;

    Map<String, Supplier<Seen>> all() {
        return Map.of("ecs-primary", this::primary, "ecs-event-words", this::events, "ecs-event-order", this::order, "ecs-service-deployments", this::deployments,
                "ecs-revisions", this::revisions, "ecs-rollback-source", this::rollbacks, "ecs-missing-service", this::missingService,
                "ecs-missing-definition", this::missingDefinition);
    }

    private Seen primary() {
        return Seen.of(sample.services(), services -> Seen.each(services, NONE, ServiceLooks::notPrimary,
                all -> "one PRIMARY deployment each, with a state that is known: " + names(all)));
    }

    private static Optional<String> notPrimary(Service service) {
        List<Deployment> primary = service.deployments().stream().filter(one -> "PRIMARY".equals(one.status())).toList();
        if (primary.size() != 1) {
            return Optional.of(service.serviceName() + " has " + primary.size() + " PRIMARY deployments");
        }
        DeploymentRolloutState state = primary.getFirst().rolloutState();
        boolean classic = service.loadBalancers().stream().anyMatch(balancer -> balancer.loadBalancerName() != null);
        return state == null && classic || state != null && state != DeploymentRolloutState.UNKNOWN_TO_SDK_VERSION ? Optional.empty()
                : Optional.of(service.serviceName() + "'s PRIMARY deployment has the rolloutState " + primary.getFirst().rolloutStateAsString());
    }

    private Seen events() {
        return Seen.of(sample.services(), services -> Seen.each(services.stream().flatMap(service -> service.events().stream()).map(event -> event.message())
                        .filter(event -> event.contains("is unhealthy in") || event.contains("unable to place")).toList(),
                "no service tells of an unhealthy target, or of a task that found no place",
                event -> Wording.unhealthy(event).isPresent() || Wording.unplaced(event).isPresent() ? Optional.empty() : Optional.of("an event reads: " + event),
                all -> all.size() + " events read as expected, such as: " + all.getFirst()));
    }

    private Seen order() {
        return Seen.of(sample.services(), services -> Seen.each(services.stream().filter(service -> service.events().size() > 1).toList(),
                "no service has told two events", ServiceLooks::unordered, all -> "the newest event comes first: " + names(all)));
    }

    private static Optional<String> unordered(Service service) {
        List<ServiceEvent> events = service.events();
        return IntStream.range(1, events.size()).filter(at -> events.get(at).createdAt().isAfter(events.get(at - 1).createdAt())).boxed().findFirst()
                .map(at -> service.serviceName() + " tells an event of " + events.get(at).createdAt() + " after one of " + events.get(at - 1).createdAt());
    }

    private Seen deployments() {
        return Seen.of(sample.deployments(), all -> Seen.each(all, "no service has a service deployment", one ->
                        one.status() == null || one.status() == ServiceDeploymentStatus.UNKNOWN_TO_SDK_VERSION ? Optional.of("a service deployment is " + one.statusAsString())
                                : one.targetServiceRevisionArn() == null && one.startedAt() != null ? Optional.of(one.serviceDeploymentArn() + " names no target revision") : Optional.empty(),
                found -> found.size() + " service deployments are " + found.stream().map(ServiceDeploymentBrief::statusAsString).distinct().sorted().collect(Collectors.joining(", "))));
    }

    private Seen revisions() {
        return Seen.of(sample.deployments(), all -> {
            List<String> arns = all.stream().map(ServiceDeploymentBrief::targetServiceRevisionArn).filter(arn -> arn != null).distinct().limit(PAGE).toList();
            return arns.isEmpty() ? new Seen.Unseen("no service has a service deployment")
                    : Seen.of(Answer.of("ecs:DescribeServiceRevisions", () -> sample.ecs().describeServiceRevisions(ask -> ask.serviceRevisionArns(arns)).serviceRevisions()),
                            found -> Seen.each(found, "no service revision is told", ServiceLooks::noDefinition, some -> some.size() + " service revisions name their task definition by ARN"));
        });
    }

    private static Optional<String> noDefinition(ServiceRevision revision) {
        return revision.taskDefinition() != null && revision.taskDefinition().matches("arn:.*:task-definition/.+:[0-9]+") ? Optional.empty()
                : Optional.of(revision.serviceRevisionArn() + " names the task definition " + revision.taskDefinition());
    }

    private Seen rollbacks() {
        return Seen.of(sample.deployments(), all -> {
            List<String> arns = all.stream().filter(one -> one.statusAsString().startsWith("ROLLBACK_")).map(ServiceDeploymentBrief::serviceDeploymentArn).limit(PAGE).toList();
            return arns.isEmpty() ? new Seen.Unseen("no service deployment of the last 90 days was rolled back")
                    : Seen.of(Answer.of("ecs:DescribeServiceDeployments", () -> sample.ecs().describeServiceDeployments(ask -> ask.serviceDeploymentArns(arns)).serviceDeployments()),
                            found -> Seen.each(found.stream().filter(one -> one.rollback() != null).toList(), "none tells where it went back to", ServiceLooks::elsewhere,
                                    some -> "what was rolled back went to a revision that ran when it began: " + some.getFirst().serviceDeploymentArn().replaceFirst(".*/", "")));
        });
    }

    private static Optional<String> elsewhere(ServiceDeployment deployment) {
        String to = deployment.rollback().serviceRevisionArn();
        return deployment.sourceServiceRevisions().stream().anyMatch(one -> one.arn().equals(to)) ? Optional.empty()
                : Optional.of(deployment.serviceDeploymentArn() + " went back to " + to + ", which did not run when it began");
    }

    private Seen missingService() {
        return Seen.of(sample.services(), services -> services.isEmpty() ? new Seen.Unseen(NONE)
                : Seen.of(Answer.of("ecs:DescribeServices", () -> sample.ecs().describeServices(ask -> ask.cluster(services.getFirst().clusterArn())
                        .services("slipway-asks-for-no-service"))), answer -> answer.services().isEmpty() && answer.failures().stream().anyMatch(one -> "MISSING".equals(one.reason()))
                                ? new Seen.Holds("a service that is not there is a failure MISSING") : new Seen.Wrong("AWS answers " + answer.failures())));
    }

    private Seen missingDefinition() {
        return Seen.absent("ecs:DescribeTaskDefinition", () -> sample.ecs().describeTaskDefinition(ask -> ask.taskDefinition("slipway-asks-for-no-definition")), "ClientException");
    }

    static String names(List<Service> services) {
        return services.stream().map(Service::serviceName).limit(3).collect(Collectors.joining(", ")) + (services.size() > 3 ? " and " + (services.size() - 3) + " more" : "");
    }
}
