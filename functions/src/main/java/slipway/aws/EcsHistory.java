package slipway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreatedAt;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.UnsupportedFeatureException;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.ServiceHistory;

/** Reads a service's service deployments, which tell what became of each rollout. */
record EcsHistory(EcsClient ecs) implements ServiceHistory {
    private static final List<ServiceDeploymentStatus> OPEN = List.of(ServiceDeploymentStatus.PENDING, ServiceDeploymentStatus.IN_PROGRESS,
            ServiceDeploymentStatus.ROLLBACK_REQUESTED, ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
    private static final Duration MOMENT = Duration.ofSeconds(10);

    /** DescribeServiceRevisions takes so many. */
    private static final int MOST = 20;

    private static final List<ServiceDeploymentStatus> BACK = List.of(ServiceDeploymentStatus.ROLLBACK_REQUESTED, ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS,
            ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);

    @Override
    public Optional<String> stuck(EcsService service, String revision, Instant since) {
        return begun(service, revision, since, List.of(ServiceDeploymentStatus.ROLLBACK_FAILED));
    }

    @Override
    public Optional<String> wentBack(EcsService service, String revision, Instant since) {
        return begun(service, revision, since, BACK);
    }

    /** What a list leaves out may have been: so one that is refused, or has a second page, tells nothing. */
    @Override
    public boolean began(EcsService service, String revision, Instant since) {
        ListServiceDeploymentsResponse told;
        try {
            told = ask(service, List.of(), Optional.of(since.minus(MOMENT)));
        } catch (UnsupportedFeatureException e) {
            throw new BadInput("ECS keeps no history of such a service", e).with("service", service.service());
        }
        if (told.nextToken() != null || told.serviceDeployments().size() > MOST) {
            throw new BadInput("the service has had too many deployments since to look through").with("service", service.service()).with("since", since);
        }
        return ofRevision(young(told.serviceDeployments(), since), revision).isPresent();
    }

    /** Finds the service deployment of the revision that has not ended. */
    Optional<ServiceDeploymentBrief> running(EcsService service, String revision) {
        return ofRevision(list(service, OPEN, Optional.empty()), revision);
    }

    /** Its service deployment is made a moment before the deployment that the service lists. */
    private Optional<String> begun(EcsService service, String revision, Instant since, List<ServiceDeploymentStatus> statuses) {
        return ofRevision(young(list(service, statuses, Optional.of(since.minus(MOMENT))), since), revision)
                .map(one -> Optional.ofNullable(one.statusReason()).orElse("it does not say why"));
    }

    private static List<ServiceDeploymentBrief> young(List<ServiceDeploymentBrief> some, Instant since) {
        return some.stream().filter(one -> one.createdAt() != null && !one.createdAt().isBefore(since.minus(MOMENT))).toList();
    }

    private Optional<ServiceDeploymentBrief> ofRevision(List<ServiceDeploymentBrief> some, String revision) {
        List<ServiceDeploymentBrief> open = some.stream().filter(one -> one.targetServiceRevisionArn() != null).limit(MOST).toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        List<String> targets = open.stream().map(ServiceDeploymentBrief::targetServiceRevisionArn).distinct().toList();
        List<String> ofRevision = Faults.in("ecs:DescribeServiceRevisions",
                        () -> ecs.describeServiceRevisions(ask -> ask.serviceRevisionArns(targets))).serviceRevisions().stream()
                .filter(one -> revision.equals(one.taskDefinition())).map(ServiceRevision::serviceRevisionArn).toList();
        return open.stream().filter(one -> ofRevision.contains(one.targetServiceRevisionArn())).findFirst();
    }

    /** Those of three months fill more than one page, and no order is promised (API_ListServiceDeployments): so only what began since then is asked for. */
    private List<ServiceDeploymentBrief> list(EcsService service, List<ServiceDeploymentStatus> statuses, Optional<Instant> since) {
        try {
            return ask(service, statuses, since).serviceDeployments();
        } catch (UnsupportedFeatureException e) {
            return List.of();
        }
    }

    /** @param statuses all where none is named */
    private ListServiceDeploymentsResponse ask(EcsService service, List<ServiceDeploymentStatus> statuses, Optional<Instant> since) {
        try {
            return ecs.listServiceDeployments(ask -> ask.cluster(service.cluster()).service(service.service())
                    .status(statuses.isEmpty() ? null : statuses).createdAt(since.map(at -> CreatedAt.builder().after(at).build()).orElse(null)));
        } catch (UnsupportedFeatureException e) {
            throw e;
        } catch (ServiceNotFoundException e) {
            throw EcsServices.missing(service);
        } catch (SdkException e) {
            throw Faults.of("ecs:ListServiceDeployments", e);
        }
    }
}
