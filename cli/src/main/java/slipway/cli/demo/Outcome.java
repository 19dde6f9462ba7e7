package slipway.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Release;

/**
 * What became of a deployment, as {@code --json} prints it: every field always, null where there is nothing to say.
 *
 * @param kind what was asked: deploy, rollback, stop
 * @param from the image that ran when it was planned, by digest
 * @param to the image it was to bring, by digest
 * @param notified the channels that took the message of its ending
 * @param path the states that its execution entered, in order
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"deployment", "target", "kind", "from", "to", "ending", "cause", "startedAt", "endedAt", "notified", "path"})
record Outcome(
        String deployment, String target, String kind, Optional<String> from, Optional<String> to, Ending ending, Optional<Why> cause,
        Instant startedAt, Instant endedAt, List<String> notified, List<String> path) {
    /** A cause: a word for machines, a sentence for people. */
    record Why(String code, String sentence) {}

    static Outcome of(Deployment deployment, List<String> notified, List<String> path) {
        return new Outcome(deployment.id().value(), deployment.target().value(), deployment.action().name().toLowerCase(Locale.ROOT),
                from(deployment), to(deployment), deployment.ending().orElseThrow(),
                deployment.cause().map(cause -> new Why(cause.code(), cause.sentence())),
                deployment.startedAt(), deployment.endedAt().orElseThrow(), List.copyOf(notified), List.copyOf(path));
    }

    /** Returns the image that the target ran, of the container whose image is to change; empty if nobody looked. */
    static Optional<String> from(Deployment deployment) {
        return deployment.plan().flatMap(plan -> container(deployment).map(plan.running().images()::get));
    }

    /** Returns the image that it brings, or goes back to. */
    static Optional<String> to(Deployment deployment) {
        return deployment.plan().flatMap(plan -> container(deployment).map(plan.to().images()::get))
                .or(() -> deployment.image().map(image -> image.uri()));
    }

    /** The container whose image changes; if none does, one that runs an image of the repository. */
    private static Optional<String> container(Deployment deployment) {
        return deployment.plan().flatMap(plan -> {
            Map<String, String> now = plan.running().images();
            return plan.to().images().entrySet().stream().filter(to -> !to.getValue().equals(now.get(to.getKey()))).map(Map.Entry::getKey)
                    .findFirst().or(() -> ours(deployment, plan.to()));
        });
    }

    private static Optional<String> ours(Deployment deployment, Release release) {
        return release.images().entrySet().stream()
                .filter(running -> deployment.image().filter(image -> image.repository().digest(running.getValue()).isPresent()).isPresent())
                .map(Map.Entry::getKey).findFirst().or(() -> release.images().keySet().stream().findFirst());
    }
}
