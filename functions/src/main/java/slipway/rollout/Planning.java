package slipway.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.release.Baseline;
import slipway.release.EcrHost;
import slipway.release.Image;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Workload.EcsService;

/** The rules by which a deployment is planned, over what was read; nothing here reads or writes. */
public final class Planning {
    private Planning() {}

    /**
     * Returns the containers whose image a deployment changes: those the target names, else those whose image is of its
     * repository now.
     *
     * @throws BadInput if there is none, or a named one is not in the task definition
     */
    public static List<String> containers(EcsService service, Repository repository, Revision revision) {
        for (String name : service.containers()) {
            if (!revision.images().containsKey(name)) {
                throw new BadInput("the target's containers names one that the task definition has not: correct the target document")
                        .with("container", name).with("taskDefinition", revision.arn()).with("has", String.join(", ", revision.images().keySet()));
            }
        }
        if (!service.containers().isEmpty()) {
            return service.containers();
        }
        List<String> found = revision.images().entrySet().stream()
                .filter(image -> repository(image.getValue()).equals(Optional.of(repository)))
                .map(Map.Entry::getKey).toList();
        if (found.isEmpty()) {
            throw new BadInput("no container of the service runs an image of the target's repository: name them in containers")
                    .with("repository", repository.uri()).with("taskDefinition", revision.arn());
        }
        return found;
    }

    /**
     * Returns what the service runs, by digest: the digest that the revision itself names, else the one its tasks run.
     * An image of another registry whose digest nobody tells stays as it is written.
     *
     * @throws BadInput if an ECR image is a tag in the revision and no running task tells which digest it is
     */
    public static Release running(Revision revision, Running running, Optional<Release> known) {
        SortedMap<String, String> images = new TreeMap<>();
        revision.images().forEach((container, written) -> images.put(container, pinned(container, written, revision, running, known)));
        return Release.of(revision.arn(), images);
    }

    private static String pinned(
            String container, String written, Revision revision, Running running, Optional<Release> known) {
        if (isPinned(written)) {
            return written;
        }
        if (EcrHost.like(written) && repository(written).isEmpty()) {
            throw new BadInput("the task definition names an image by a host that looks like ECR's and is not known, so that nothing proves what its tag names: "
                            + "write it as ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME, or name its digest")
                    .with("container", container).with("image", written).with("taskDefinition", revision.arn());
        }
        Optional<String> seen = seen(container, revision, running, known);
        if (seen.isEmpty() && repository(written).isPresent()) {
            throw new BadInput("the task definition names a tag and no running task tells which digest it is, so there is no way back: "
                            + "bring the service to a steady state first")
                    .with("container", container).with("image", written).with("taskDefinition", revision.arn());
        }
        return seen.orElse(written);
    }

    private static Optional<String> seen(String container, Revision revision, Running running, Optional<Release> known) {
        return Optional.ofNullable(running.images().get(container))
                .or(() -> known.filter(release -> release.revision().equals(Optional.of(revision.arn()))).map(release -> release.images().get(container)));
    }

    /** Says whether nothing tells which digest an ECR tag of the revision names, which its first task would. */
    public static boolean untold(Revision revision, Running running, Optional<Release> known) {
        return revision.images().entrySet().stream().anyMatch(image -> !isPinned(image.getValue()) && repository(image.getValue()).isPresent()
                && seen(image.getKey(), revision, running, known).isEmpty());
    }

    /** Says whether every image of the revision is named by digest, so that a new deployment of it runs the same bytes (scenario 31). */
    public static boolean isPinned(Revision revision) {
        return revision.images().values().stream().allMatch(image -> isPinned(image) || !EcrHost.like(image));
    }

    private static boolean isPinned(String image) {
        return image.contains("@sha256:");
    }

    /** Returns the release that is asked for: what runs, with the image of the containers changed, each by the host by which its image is written now. */
    public static Release changed(Release running, List<String> containers, Image image) {
        SortedMap<String, String> images = new TreeMap<>(running.images());
        containers.forEach(container -> images.put(container, image.over(images.getOrDefault(container, ""))));
        return new Release(Optional.empty(), images);
    }

    /** Says whether the service is whole now: rolled out, all it should run runs, and all its targets are healthy. */
    public static boolean healthy(ServiceNow now, Running running) {
        return now.primary().completed() && now.running() >= now.desired() && now.desired() > 0
                && running.tasks() >= now.desired() && running.healthy() >= running.tasks();
    }

    /**
     * Chooses what to go back to: what runs, if it is whole now; else what was last seen healthy. What a deployment has left in
     * mid-rollout was not, however whole it looks now.
     *
     * @return empty if nothing was ever seen healthy, so that nothing can be promised
     */
    public static Optional<Baseline> baseline(Release running, boolean pinned, boolean healthy, TargetState state) {
        Optional<Handed> handed = state.handed().filter(one -> one.spoils(running));
        if (healthy && handed.isEmpty()) {
            return Optional.of(new Baseline(running, pinned, true));
        }
        if (handed.isPresent() || state.healthy().isEmpty()) {
            return handed.or(state::handed).map(Handed::baseline).map(Baseline::earlier);
        }
        return state.healthy().stream().findFirst()
                .map(seen -> new Baseline(seen.release(), !seen.release().equals(running) || pinned, false));
    }

    /**
     * Returns the newest release seen healthy that is not what runs now: where a rollback by hand goes. Where what runs came past Slipway, with a sidecar
     * of its own say, one that runs the same images of the target's repository is no way back from them.
     */
    public static Optional<Seen> before(Release running, TargetState state, Repository own) {
        List<Seen> others = state.healthy().stream().filter(seen -> !seen.release().sameImages(running)).toList();
        return others.size() < state.healthy().size() ? others.stream().findFirst()
                : others.stream().filter(seen -> !Drifting.same(seen.release(), running, own)).findFirst().or(() -> others.stream().findFirst());
    }

    /** Returns the ECR repository that an image as written in a task definition is of; empty for another registry's. */
    public static Optional<Repository> repository(String image) {
        try {
            return image.contains("/") ? Reference.parse(image).repository() : Optional.empty();
        } catch (IllegalArgumentException notOfEcr) {
            return Optional.empty();
        }
    }
}
