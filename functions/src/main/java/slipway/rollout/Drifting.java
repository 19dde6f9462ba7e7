package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Drift;
import slipway.release.EcrHost;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;

/** Says whether a target runs another image than Slipway last saw it run, over what was read; pure. */
public final class Drifting {
    /** What a target should run. */
    public record Expected(Release release, Optional<DeploymentId> deployment, Instant since) {}

    private Drifting() {}

    /** Returns what was last seen healthy, else what was found there at first sight; empty where neither is known yet. */
    public static Optional<Expected> expected(TargetState state, Sighting sighting) {
        return state.healthy().stream().findFirst().map(seen -> new Expected(seen.release(), Optional.of(seen.deployment()), seen.at()))
                .or(() -> sighting.adopted().map(found -> new Expected(found.release(), Optional.empty(), found.at())));
    }

    /**
     * Says whether the same images of the target's own repository serve in both, container by container. Others, such as a
     * sidecar's, are not Slipway's to bring, and what is read of them depends on who tells.
     */
    public static boolean same(Release one, Release other, Repository own) {
        return images(one, own).equals(images(other, own));
    }

    /** Says whether a release is of that image, in each container of its repository. */
    public static boolean all(Release release, Image image) {
        SortedMap<String, String> own = images(release, image.repository());
        return !own.isEmpty() && own.values().stream().allMatch(image.uri()::equals);
    }

    /**
     * Says whether the last deployment that changed something has proven what runs. One that needs a human has not, nor one
     * that handed over in the middle: after those any image may run, and no message would help.
     *
     * @param recent the target's last deployments, the newest first
     */
    public static boolean proven(List<Deployment> recent) {
        return decided(recent).flatMap(Deployment::ending).map(ending -> ending == Ending.SUCCEEDED || ending == Ending.ROLLED_BACK).orElse(true);
    }

    /** Returns the last deployment that says what runs, or that nobody knows it: what changed nothing says neither. */
    public static Optional<Deployment> decided(List<Deployment> recent) {
        return recent.stream().filter(one -> one.ending().filter(ending -> decides(one, ending)).isPresent()).findFirst();
    }

    /** Returns the drift as people are told of it. */
    public static Drift drift(Target target, Release runs, Expected expected, Instant now) {
        return new Drift(target.name(), runs, expected.release(), expected.deployment(), expected.since(), now);
    }

    private static boolean decides(Deployment one, Ending ending) {
        return switch (ending) {
            case SUCCEEDED, ROLLED_BACK, NEEDS_HUMAN -> true;
            case SUPERSEDED -> one.change().isPresent();
            case NOT_CHANGED -> false;
        };
    }

    private static SortedMap<String, String> images(Release release, Repository own) {
        SortedMap<String, String> images = new TreeMap<>();
        for (Map.Entry<String, String> image : release.serving().entrySet()) {
            if (Planning.repository(image.getValue()).equals(Optional.of(own))) {
                images.put(image.getKey(), EcrHost.usual(image.getValue()));
            }
        }
        return images;
    }
}
