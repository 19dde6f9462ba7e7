package slipway.cli.account.verify;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.cli.account.Answer;
import slipway.handler.ecs.ServicePlatform;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.rollout.Planning;
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
        Answer<Survey> survey = Answer.of("ecs:DescribeTasks", () -> new ServicePlatform(service, repository, target.limits(), here.account().aws()::services)
                .survey(TargetState.unknown(target.name())));
        findings.need("service", survey, "", "").ifPresent(surveyed -> {
            findings.ok("service", "active, rolling, " + now.runningCount() + " of " + now.desiredCount() + " tasks run");
            wayBack(surveyed);
        });
        new CapacityCheck(findings).run(now);
        Answer<TaskDefinition> definition = Answer.of("ecs:DescribeTaskDefinition",
                () -> ecs.describeTaskDefinition(ask -> ask.taskDefinition(now.taskDefinition())).taskDefinition(), "ClientException");
        findings.need("task definition", definition, now.taskDefinition() + " is gone", "update the service to one that is there").ifPresent(written -> {
            new RoleChecks(here, findings).run(written);
            new BalancerChecks(here, findings).run(now, written);
            new LogChecks(here, findings).run(written);
        });
    }

    /** Where a rollback would go: to what runs now, if it is whole and its images can be pulled again. */
    private void wayBack(Survey surveyed) {
        if (!surveyed.healthy()) {
            findings.ng("way back", "the service is not whole now (" + surveyed.condition() + "), and unless a release of it was seen healthy before, a push is refused",
                    "bring the service to a steady state");
            return;
        }
        Set<String> unknown = new HashSet<>();
        for (Map.Entry<Repository, Set<Digest>> images : images(surveyed.running()).entrySet()) {
            Answer<Set<Digest>> there = Answer.of("ecr:DescribeImages",
                    () -> here.account().aws().registry().pullable(images.getKey(), images.getValue()), "RepositoryNotFoundException");
            if (there instanceof Answer.Denied<Set<Digest>> || there instanceof Answer.Failed<Set<Digest>>) {
                unknown.add(Findings.unknown(there));
                continue;
            }
            Set<Digest> gone = new HashSet<>(images.getValue());
            gone.removeAll(there instanceof Answer.Got<Set<Digest>>(Set<Digest> pullable) ? pullable : Set.of());
            if (!gone.isEmpty()) {
                findings.ng("way back", "the running image " + gone.iterator().next().brief() + " of " + images.getKey().name() + " is not in the registry any more, or archived",
                        "push or restore it, and keep lifecycle rules from expiring what runs");
                return;
            }
        }
        if (unknown.isEmpty()) {
            findings.ok("way back", surveyed.pinned() ? "what runs is known by digest, and can be pulled again"
                    : "what runs is known by digest, and can be pulled again; the task definition names tags, so Slipway registers a copy that names digests");
        } else {
            findings.skip("way back", String.join("; ", unknown));
        }
    }

    private static Map<Repository, Set<Digest>> images(Release running) {
        Map<Repository, Set<Digest>> needed = new TreeMap<>(Comparator.comparing(Repository::uri));
        running.images().values().forEach(image -> Planning.repository(image).ifPresent(of -> {
            Optional<Digest> digest = Reference.parse(image).digest();
            digest.ifPresent(one -> needed.computeIfAbsent(of, _ -> new HashSet<>()).add(one));
        }));
        return needed;
    }
}
