package slipway.handler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.ImageDefinition;
import slipway.release.TargetName;

/**
 * What Match found: the state machine starts each of them by name.
 *
 * @param why one sentence for people
 * @param batches the targets that the sweep looks at, those of one repository beside each other
 * @param died what to tell the operators of an execution of Slipway's own that died
 */
record Routed(Kind kind, String why, List<Start> starts, List<Batch> batches, Optional<String> died) {
    Routed(Kind kind, String why, List<Start> starts, List<Batch> batches) {
        this(kind, why, starts, batches, Optional.empty());
    }

    /** The same, and the operators are told. */
    Routed telling(String sentence) {
        return new Routed(kind, why, starts, batches, Optional.of(sentence));
    }

    /** What was asked of Match. */
    enum Kind { Start, Ignored, Sweep }

    /** Targets that the sweep looks at in one go. */
    record Batch(List<TargetName> targets) {}

    /**
     * An execution of the deploy machine.
     *
     * @param name the {@link Deployment}'s id
     * @param input its input
     */
    record Start(DeploymentId name, Object input) {}

    /**
     * The input of a deployment that a push, or the sweep, starts.
     *
     * @param waited where a person had it routed, and it waited; else null, and not written
     */
    record OfPush(TargetName target, Push push, Waited waited) {
        OfPush(TargetName target, Push push) {
            this(target, push, null);
        }
    }

    /** As which request a start of a person's waited, and when it was asked: it is that one, and no new wish. */
    record Waited(DeploymentId deployment, Instant at) {}

    /** The input of a deployment that a person started, for it to be started again. */
    record OfPerson(TargetName target, String image, Optional<String> reason, Optional<String> by, Waited waited) {}

    /** The same, of a person who named an image for each of several containers. */
    record OfDefinitions(TargetName target, List<ImageDefinition> imageDefinitions, Optional<String> reason, Optional<String> by, Waited waited) {}

    static Routed ignored(String why) {
        return new Routed(Kind.Ignored, why, List.of(), List.of());
    }

    static Routed start(String why, List<Start> starts) {
        return new Routed(Kind.Start, why, starts, List.of());
    }

    static Routed sweep(String why, List<Batch> batches) {
        return new Routed(Kind.Sweep, why, List.of(), batches);
    }
}
