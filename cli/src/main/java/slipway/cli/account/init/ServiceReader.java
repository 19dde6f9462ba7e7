package slipway.cli.account.init;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.handler.ecs.Supported;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Revision;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/** Reads a service as a deployment would, and decides which repository its target follows. */
record ServiceReader(Account account, Optional<String> container) {
    private static final String DENIED = "choose another profile with --profile";

    /** @throws BadInput if Slipway can't deploy to it, or nobody can say which repository it should follow */
    Found.Service read(Service service) {
        String cluster = service.clusterArn().substring(service.clusterArn().lastIndexOf('/') + 1);
        EcsService target = new EcsService(cluster, service.serviceName(), List.of());
        ServiceNow now = Supported.service(Required.there(Answer.flat(Answer.of("ecs:DescribeServices", () -> account.aws().services().now(target))), DENIED), target);
        Revision revision = Required.of(Answer.flat(Answer.of("ecs:DescribeTaskDefinition", () -> account.aws().services().revision(now.taskDefinition()))), DENIED);
        Running running = Required.of(Answer.of("ecs:DescribeTasks", () -> account.aws().services().running(target, now)), DENIED);
        Map<String, Repository> followed = repositories(revision);
        String chosen = chosen(service, revision, followed);
        Repository repository = followed.get(chosen);
        List<String> same = followed.entrySet().stream().filter(one -> one.getValue().equals(repository)).map(Map.Entry::getKey).toList();
        Set<String> others = followed.values().stream().filter(one -> !one.equals(repository)).map(Repository::name).collect(Collectors.toSet());
        String written = revision.images().get(chosen);
        List<String> tags = new Registry(account).tags(written, Optional.ofNullable(running.images().get(chosen)).flatMap(image -> Reference.parse(image).digest()));
        String digest = Optional.ofNullable(running.images().get(chosen)).flatMap(image -> Reference.parse(image).digest()).map(Digest::brief).map(brief -> " (" + brief + ")").orElse("");
        return new Found.Service(cluster, service.serviceName(), repository, same.size() > 1 || !others.isEmpty() ? same : List.of(), tags,
                now.running() + " of " + now.desired() + " tasks run " + repository.name() + tags.stream().findFirst().map(tag -> ":" + tag).orElse("") + digest, others);
    }

    private Map<String, Repository> repositories(Revision revision) {
        Map<String, Repository> followed = new LinkedHashMap<>();
        Registry registry = new Registry(account);
        revision.images().forEach((name, image) -> registry.repository(image).ifPresent(repository -> followed.put(name, repository)));
        if (followed.isEmpty()) {
            throw new BadInput("no container of the service runs an image of ECR, and Slipway follows repositories of ECR: push the image to one first")
                    .with("images", String.join(", ", revision.images().values()));
        }
        return followed;
    }

    /** The container that was named, else the only one, else the one that the load balancer goes to. */
    private String chosen(Service service, Revision revision, Map<String, Repository> followed) {
        if (container.isPresent()) {
            if (!followed.containsKey(container.get())) {
                throw new BadInput("--container should be one of the service's containers with an image of ECR: " + String.join(", ", followed.keySet()))
                        .with("container", container.get()).with("taskDefinition", revision.arn());
            }
            return container.get();
        }
        List<String> candidates = new ArrayList<>(followed.keySet());
        if (Set.copyOf(followed.values()).size() > 1) {
            List<String> balanced = service.loadBalancers().stream().map(LoadBalancer::containerName).filter(followed::containsKey).distinct().toList();
            if (balanced.size() != 1) {
                throw new BadInput("the service's containers run images of more than one repository: choose whose to follow with --container")
                        .with("containers", followed.entrySet().stream().map(one -> one.getKey() + " of " + one.getValue().name()).collect(Collectors.joining(", ")));
            }
            return balanced.getFirst();
        }
        return candidates.getFirst();
    }
}
