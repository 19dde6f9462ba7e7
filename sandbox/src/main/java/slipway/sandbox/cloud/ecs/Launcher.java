package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.sandbox.cloud.Images;

/** Pulls a task's images and starts its containers, as the agent does between PENDING and ACTIVATING. */
final class Launcher {
    /** From a line's writing until CloudWatch Logs shows it: believed, no document gives a number. */
    private static final Duration INGESTION = Duration.ofSeconds(3);
    private static final String NO_GROUP = "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create "
            + "Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1";

    private final World world;

    Launcher(World world) {
        this.world = world;
    }

    /**
     * Pulls all images. The first task of a deployment resolves the tags and the others reuse the digests (aws-facts 2.7).
     *
     * @return the reason why the task can't start, in the agent's words (aws-facts 2.6)
     */
    Optional<String> pull(Task task) {
        Instant now = world.timeline().now();
        for (Container container : task.containers) {
            container.image(task.deployment.image(container.definition));
            String uri = canonical(container.image());
            Optional<Images.Pulled> pulled = world.images().pull(uri);
            if (pulled.isEmpty()) {
                task.deployment.unresolved();
                String reason = missing(uri);
                container.failed(reason);
                return Optional.of(reason);
            }
            container.pulled(pulled.get().digest(), pulled.get().behaviour());
            task.deployment.resolved(container.definition, pulled.get().digest());
        }
        task.pullStoppedAt = Optional.of(now);
        return Optional.empty();
    }

    /** The agent pulls by the digest, and leaves out the tag beside it (aws/amazon-ecs-agent#4256). */
    private static String canonical(String uri) {
        return uri.replaceFirst(":[^/:@]+@", "@");
    }

    /** Both are agents' words (aws-facts 2.6). */
    private String missing(String uri) {
        return world.variants().has(Variants.Way.PULL_IN_NEW_WORDS)
                ? "CannotPullImageManifestError: Error response from daemon: manifest unknown: Requested image not found"
                : "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref " + uri + ": " + uri + ": not found";
    }

    /**
     * Makes the log streams of its containers (ECS guide: using_awslogs).
     *
     * @return the reason why the task can't start, in the agent's words
     */
    Optional<String> open(Task task) {
        for (Container container : task.containers) {
            Optional<ContainerDefinition.Log> log = container.definition.log();
            log.filter(ContainerDefinition.Log::create).map(ContainerDefinition.Log::group).filter(group -> !world.logs().has(group))
                    .ifPresent(group -> world.logs().createGroup(group, 0));
            if (log.filter(to -> !world.logs().has(to.group())).isPresent()) {
                return Optional.of(NO_GROUP);
            }
        }
        return Optional.empty();
    }

    void start(Task task) {
        task.containers.forEach(container -> {
            container.start(world.timeline().now());
            container.definition.log().ifPresent(log -> world.timeline().after(INGESTION, () -> container.behaviour().says()
                    .forEach(line -> world.logs().write(log.group(), stream(task, container, log), line))));
        });
    }

    /** As the guide names it: prefix, container and task; without a prefix the container's id. */
    private static String stream(Task task, Container container, ContainerDefinition.Log log) {
        return log.prefix().map(prefix -> prefix + "/" + container.definition.name() + "/" + task.id).orElseGet(() -> container.arn.substring(container.arn.lastIndexOf('/') + 1));
    }

    /** Returns what a container that crashes leaves behind; a kill for memory has a reason, any other exit has none. */
    static Optional<String> crashReason(Container container) {
        boolean killed = container.behaviour().outOfMemory();
        return killed ? Optional.of("OutOfMemoryError: Container killed due to memory usage") : Optional.empty();
    }
}
