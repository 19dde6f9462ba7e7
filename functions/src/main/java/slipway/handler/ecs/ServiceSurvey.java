package slipway.handler.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import slipway.release.Image;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.rollout.BadInput;
import slipway.rollout.Causes;
import slipway.rollout.Planning;
import slipway.rollout.Registry;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;
import slipway.rollout.Survey;
import slipway.rollout.TargetState;

/** An ECS service as it was read: its PRIMARY deployment, the task definition of that, and its tasks. */
record ServiceSurvey(
        Services services, Supplier<Registry> registry, ServiceNow now, Revision revision, Running tasks, Repository repository, List<String> containers, Release running)
        implements Survey {
    /** "5 active deployments exist" blocks every new one, a rollback too (scenario 15): ours is one, and the way back another. */
    private static final int ROOM = 3;

    @Override
    public String rollout() {
        return now.primary().id();
    }

    @Override
    public Optional<Instant> since() {
        return Optional.of(now.primary().createdAt());
    }

    @Override
    public int desired() {
        return now.desired();
    }

    /** What a deployment of ours has left in mid-rollout is nobody else's; what fails, or has not ended for long, is not waited for. */
    @Override
    public Optional<String> underWay(TargetState known, Instant began) {
        Rollout primary = now.primary();
        // With early success criteria ECS calls one completed whose tasks are still to come.
        boolean open = !primary.completed() || now.configuration().early().isPresent() && !healthy();
        boolean waits = open && !primary.givenUp() && primary.failed() == 0 && primary.createdAt().isAfter(began)
                && known.handed().filter(one -> one.runs(running)).isEmpty();
        return waits ? Optional.of("%s with %s, %d of %d tasks running".formatted(primary.id(),
                primary.taskDefinition().substring(primary.taskDefinition().lastIndexOf('/') + 1), primary.running(), primary.desired())) : Optional.empty();
    }

    @Override
    public Optional<String> crowded() {
        int there = now.deployments().size();
        return there <= ROOM ? Optional.empty() : Optional.of(there + " deployments of the service are on their way, and ECS allows 5 at a time");
    }

    @Override
    public Optional<String> givenUp() {
        return Optional.of("ECS has given that up (" + condition() + "): once it is mended, update the service with --force-new-deployment.").filter(_ -> now.primary().givenUp());
    }

    @Override
    public List<String> alarms() {
        return now.configuration().alarms();
    }

    @Override
    public List<String> groups() {
        return now.groups();
    }

    @Override
    public boolean pinned() {
        return Planning.isPinned(revision) && revision.active();
    }

    @Override
    public boolean healthy() {
        return Planning.healthy(now, tasks);
    }

    @Override
    public String condition() {
        return now.running() + " of " + now.desired() + " tasks run, its deployment is " + now.primary().state()
                + (now.primary().givenUp() ? ": " + Causes.bare(now.primary().reason()) : "");
    }

    @Override
    public Release with(Image image) {
        requireArchitecture(image);
        return Planning.changed(running, containers, image);
    }

    @Override
    public Release with(Map<String, Image> images) {
        SortedMap<String, String> changed = new TreeMap<>(running.images());
        images.forEach((container, image) -> {
            if (changed.computeIfPresent(container, (_, now) -> image.over(now)) == null) {
                throw new BadInput("input.imageDefinitions names a container that the task definition has not: correct its name").with("container", container)
                        .with("taskDefinition", revision.arn()).with("has", String.join(", ", revision.images().keySet()));
            }
            if (containers.contains(container) && !image.repository().equals(repository)) {
                // Else no container would follow the repository any more, and neither a push nor a rollback would find its place.
                throw new BadInput("input.imageDefinitions gives a container that follows the target's repository an image of another: choose one of its own").with("container", container)
                        .with("image", image.uri()).with("repository", repository.uri());
            }
            requireArchitecture(image);
        });
        return new Release(Optional.empty(), changed);
    }

    /** An index says for which processors it has images; a single image says it in its configuration alone, and is taken at its word. */
    private void requireArchitecture(Image image) {
        revision.architecture().ifPresent(architecture -> registry.get().forArchitecture(image.repository(), image.digest(), architecture).orElseThrow(() ->
                new BadInput("the image index has no image for the processors of the service's task definition: build it for those too, or change runtimePlatform")
                        .with("image", image.repository().name() + "@" + image.digest().brief()).with("architecture", architecture)));
    }

    /** One that names a tag would start what the tag names by now (scenario 31): it was seen healthy before anything of ours ran. */
    @Override
    public Release startable(Release release) {
        return release.revision().flatMap(services::revision).filter(Revision::active).filter(Planning::isPinned).isPresent()
                ? release : new Release(Optional.empty(), release.images());
    }

    @Override
    public Image own(Release release) {
        if (!release.images().containsKey(containers.getFirst())) {
            throw new BadInput("the release before has no such container, so it can't be rolled back to: start a deployment of the image you want")
                    .with("container", containers.getFirst());
        }
        Reference image = Reference.parse(release.images().get(containers.getFirst()));
        return new Image(image.repository().orElseThrow(), image.digest().orElseThrow());
    }
}
