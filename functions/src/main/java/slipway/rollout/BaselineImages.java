package slipway.rollout;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import slipway.release.Deployment;
import slipway.release.Release;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;

/**
 * Compares what the running tasks run with the baseline's digests, container by container. A revision that names every
 * image by digest is proof by itself: the digest that was pulled may be that of a child manifest of an image index.
 */
final class BaselineImages {
    private BaselineImages() {}

    /** Says whether the rollout runs the baseline's own revision, and that names digests. */
    static boolean named(Deployment deployment, Release baseline, Observation reading) {
        return deployment.plan().filter(plan -> plan.baseline().pinned() && plan.baseline().release().revision().equals(baseline.revision()))
                .isPresent() && reading.rollout().map(Rollout::taskDefinition).filter(baseline.revision().orElse("")::equals).isPresent();
    }

    /** Names a container that runs another digest than the baseline. */
    static Optional<String> other(Release baseline, Observation reading) {
        return find(baseline, reading, (wanted, runs) -> !runs.isEmpty() && !wanted.endsWith("@" + runs), "runs another image than the baseline");
    }

    /** Names a container of which AWS does not tell what it runs, or says that the baseline names no image to compare with. */
    static Optional<String> unproven(Release baseline, Observation reading) {
        return baseline.images().isEmpty()
                ? Optional.of("the baseline's images, of which none is known")
                : find(baseline, reading, (_, runs) -> runs.isEmpty(), "runs an image that AWS does not name yet");
    }

    private static Optional<String> find(Release baseline, Observation reading, BiPredicate<String, String> wrong, String words) {
        return new Health(reading).running().stream()
                .flatMap(task -> baseline.images().entrySet().stream()
                        .filter(image -> wrong.test(image.getValue(), digest(task, image.getKey())))
                        .map(image -> "container " + image.getKey() + " of " + Words.task(task.id()) + " " + words + ", " + image.getValue()))
                .findFirst();
    }

    private static String digest(Task task, String container) {
        Stream<Container> named = task.containers().stream().filter(one -> one.name().equals(container));
        return named.map(Container::digest).findFirst().orElse("");
    }
}
