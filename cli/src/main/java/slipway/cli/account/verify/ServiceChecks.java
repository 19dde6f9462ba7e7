package slipway.cli.account.verify;

import slipway.cli.account.Answer;
import slipway.handler.ecs.ServicePlatform;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.rollout.Survey;
import slipway.rollout.TargetState;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Whether an ECS service can be deployed to, and back. */
final class ServiceChecks {
    private final Surroundings here;
    private final Findings findings;
    private final Target target;
    private final EcsService service;
    private final Repository repository;

    ServiceChecks(Surroundings here, Findings findings, Target target, EcsService service, Repository repository) {
        this.here = here;
        this.findings = findings;
        this.target = target;
        this.service = service;
        this.repository = repository;
    }

    void run() {
        if (!new Fences(here, findings).reaches("service", "Clusters", service.cluster())) {
            return;
        }
        EcsClient ecs = here.account().ecs();
        Answer<Service> found = Answer.flat(Answer.of("ecs:DescribeServices", () -> ecs.describeServices(ask -> ask.cluster(service.cluster())
                .services(service.service())).services().stream().filter(one -> "ACTIVE".equals(one.status())).findFirst(), "ClusterNotFoundException"));
        findings.need("service", found, "there is no active service " + service.service() + " in cluster " + service.cluster(),
                "correct cluster and service in the document").ifPresent(now -> service(now, ecs));
    }

    private void service(Service now, EcsClient ecs) {
        // Slipway's own first look: what Plan would refuse is refused here, in the same words.
        Answer<Survey> survey = Answer.of("ecs:DescribeTasks", () -> new ServicePlatform(service, repository, target.limits(), here.account().aws()::services, here.account().aws()::registry,
                        here.account().aws()::history, here.account().clock())
                .survey(TargetState.unknown(target.name())));
        findings.need("service", survey, "", "").ifPresent(surveyed -> {
            findings.ok("service", "active, rolling, " + now.runningCount() + " of " + now.desiredCount() + " tasks run");
            new WayBack(here, findings).run(surveyed);
            new ProtectionChecks(here, findings).run(target, repository, surveyed.running());
        });
        CapacityCheck capacity = new CapacityCheck(findings, target.leavesFailures());
        capacity.run(now);
        Answer<TaskDefinition> definition = Answer.of("ecs:DescribeTaskDefinition",
                () -> ecs.describeTaskDefinition(ask -> ask.taskDefinition(now.taskDefinition())).taskDefinition(), "ClientException");
        findings.need("task definition", definition, now.taskDefinition() + " is gone", "update the service to one that is there").ifPresent(written -> {
            capacity.ports(now, written);
            new RoleChecks(here, findings).run(written);
            new BalancerChecks(here, findings).run(now, written);
            new LogChecks(here, findings).run(written);
        });
    }
}
