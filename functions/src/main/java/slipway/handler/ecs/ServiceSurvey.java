package slipway.handler.ecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.release.Image;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.rollout.BadInput;
import slipway.rollout.Planning;
import slipway.rollout.Revision;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;
import slipway.rollout.Survey;

/** An ECS service as it was read: its PRIMARY deployment, the task definition of that, and its tasks. */
record ServiceSurvey(
        Services services, ServiceNow now, Revision revision, Running tasks, List<String> containers, Release running) implements Survey {
    @Override
    public String rollout() {
        return now.primary().id();
    }

    @Override
    public int desired() {
        return now.desired();
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
        return now.running() + " of " + now.desired() + " tasks run, its deployment is " + now.primary().state();
    }

    @Override
    public Release with(Image image) {
        return Planning.changed(running, containers, image.uri());
    }

    @Override
    public Release with(Map<String, Image> images) {
        SortedMap<String, String> changed = new TreeMap<>(running.images());
        images.forEach((container, image) -> {
            if (changed.replace(container, image.uri()) == null) {
                throw new BadInput("the task definition has no such container: correct its name").with("container", container)
                        .with("taskDefinition", revision.arn()).with("has", String.join(", ", revision.images().keySet()));
            }
        });
        return new Release(Optional.empty(), changed);
    }

    @Override
    public Release startable(Release release) {
        return release.revision().flatMap(services::revision).filter(Revision::active).isPresent()
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
