package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Tag;
import slipway.release.TargetName;

/**
 * A digest that failed on a target, or was left by a person, and is not deployed there again by itself.
 *
 * @param deployment by which it came to be held
 * @param tag the label by which people know it, if it had one
 * @param by the person who left it, if they said who they are
 * @param why one sentence
 */
public record Hold(TargetName target, Digest digest, DeploymentId deployment, Optional<Tag> tag, Optional<String> by, Instant at, String why) {
    /** A hold on a digest that failed by itself, and that nobody labelled. */
    public Hold(TargetName target, Digest digest, DeploymentId deployment, Instant at, String why) {
        this(target, digest, deployment, Optional.empty(), Optional.empty(), at, why);
    }

    /** Returns why something is not deployed; {@code remedy} is a sentence. */
    public Cause cause(String remedy) {
        String sentence = "This image is held on this target since " + at + by.map(" by "::concat).orElse("") + ", by " + deployment + ": "
                + why + (why.endsWith(".") ? " " : ". ") + remedy;
        Cause cause = Cause.of("Held", sentence).with("heldBy", deployment.value());
        return by.map(person -> cause.with("person", person)).orElse(cause);
    }

    /**
     * Returns what is meant by a digest, or by the label of what is held: all that the same deployment left, since a function's image
     * is held both as the index that was pushed and as the child that ran.
     */
    public static List<Hold> named(List<Hold> held, Reference reference) {
        List<DeploymentId> by = held.stream().filter(hold -> reference.digest().map(hold.digest()::equals)
                .orElseGet(() -> hold.tag().isPresent() && hold.tag().equals(reference.tag()))).map(Hold::deployment).distinct().toList();
        return held.stream().filter(hold -> by.contains(hold.deployment())).toList();
    }

    /** Returns what people call it, whole, so that they can ask for it: {@code v4 sha256:…}. */
    public String name() {
        return tag.map(label -> label + " ").orElse("") + digest;
    }
}
