package slipway.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;
import software.amazon.awssdk.services.ecs.model.UnsupportedFeatureException;
import slipway.aws.TaskDefinitions.Written;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Changes;
import slipway.rollout.Interrupted;
import slipway.rollout.TryAgain;

/** The writes to ECS. Its client does not retry by itself: each repeat comes through the check that it is still needed. */
record EcsChanges(EcsClient ecs, TaskDefinitions definitions, EcsHistory history) implements Changes {
    /** Being rolled back already: a stop whose reply was lost. */
    private static final List<ServiceDeploymentStatus> STOPPED =
            List.of(ServiceDeploymentStatus.ROLLBACK_REQUESTED, ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);

    EcsChanges(EcsClient ecs) {
        this(ecs, new TaskDefinitions(ecs), new EcsHistory(ecs));
    }

    @Override
    public List<String> revisions(String basis, List<Map<String, String>> images) {
        Optional<Written> latest = definitions.read(family(basis)).filter(Written::active);
        Written from = latest.filter(one -> one.arn().equals(basis)).or(() -> definitions.read(basis))
                .orElseThrow(() -> new BadInput("task definition is not there").with("taskDefinition", basis));
        return images.stream().map(from::with).map(wanted -> revision(basis, from, latest, wanted)).toList();
    }

    private String revision(String basis, Written from, Optional<Written> latest, ObjectNode wanted) {
        if (from.active() && from.says(wanted)) {
            return from.arn();
        }
        return latest.filter(one -> one.says(wanted)).or(() -> latest.flatMap(one -> before(one, basis)).filter(one -> one.says(wanted)))
                .map(Written::arn).orElseGet(() -> definitions.register(wanted));
    }

    /** A deployment registers up to two revisions, so that a repeat may find its own right before the latest one. */
    private Optional<Written> before(Written latest, String basis) {
        long number = TaskDefinitions.number(latest.arn()) - 1;
        return number > TaskDefinitions.number(basis)
                ? definitions.read(family(basis) + ":" + number).filter(Written::active) : Optional.empty();
    }

    @Override
    public Updated update(EcsService service, String planned, String revision, Runnable last) {
        Service seen = EcsServices.read(ecs, service).orElseThrow(() -> EcsServices.missing(service));
        Deployment now = primary(seen);
        if (now.taskDefinition().equals(revision)) {
            return new Updated(now.id(), Optional.empty(), now.createdAt());
        }
        if (!now.id().equals(planned)) {
            throw new Interrupted("service was changed by someone else in the meantime")
                    .with("deployment", now.id()).with("taskDefinition", now.taskDefinition());
        }
        last.run();
        try {
            return updated(seen, ecs.updateService(ask -> ask.cluster(service.cluster()).service(service.service()).taskDefinition(revision)).service());
        } catch (ServiceNotFoundException | ServiceNotActiveException | ClusterNotFoundException e) {
            throw EcsServices.missing(service);
        } catch (EcsException e) {
            // Its code is not documented: who quotes the message does not say which it is (containers-roadmap#2836).
            if (Faults.message(e).contains("active deployments exist")) {
                throw new TryAgain("service has too many deployments on the way", e).with("service", service.service());
            }
            throw Faults.of("ecs:UpdateService", e);
        } catch (SdkException e) {
            throw Faults.of("ecs:UpdateService", e);
        }
    }

    /** A deployment that was not there a moment ago and is not ours is somebody else's, made in between. */
    private static Updated updated(Service before, Service after) {
        Deployment ours = primary(after);
        List<String> known = before.deployments().stream().map(Deployment::id).toList();
        return new Updated(ours.id(), after.deployments().stream().filter(one -> !one.id().equals(ours.id()) && !known.contains(one.id())).findFirst()
                .map(one -> one.id() + " with " + one.taskDefinition().substring(one.taskDefinition().lastIndexOf('/') + 1)), ours.createdAt());
    }

    @Override
    public Optional<String> stop(EcsService service, String revision, Runnable last) {
        Optional<ServiceDeploymentBrief> found = history.running(service, revision);
        if (found.isEmpty() || STOPPED.contains(found.get().status())) {
            return found.map(ServiceDeploymentBrief::serviceDeploymentArn);
        }
        last.run();
        try {
            return Optional.of(ecs.stopServiceDeployment(ask -> ask.serviceDeploymentArn(found.get().serviceDeploymentArn())
                    .stopType(StopServiceDeploymentStopType.ROLLBACK)).serviceDeploymentArn());
        } catch (ConflictException | ServiceDeploymentNotFoundException | UnsupportedFeatureException e) {
            // It ended while we asked, or this kind of service has none that can be stopped: the service is updated instead.
            return Optional.empty();
        } catch (SdkException e) {
            throw Faults.of("ecs:StopServiceDeployment", e);
        }
    }

    private static Deployment primary(Service service) {
        return service.deployments().stream().filter(one -> "PRIMARY".equals(one.status())).findFirst()
                .orElseThrow(() -> new BadInput("service has no PRIMARY deployment: only the ECS deployment controller is supported")
                        .with("service", service.serviceName()));
    }

    /** Returns the family in {@code arn:…:task-definition/FAMILY:REVISION}. */
    private static String family(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
