package slipway.handler;

import java.util.List;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.ImageDefinition;
import slipway.release.TargetName;

/**
 * What Match found: the state machine starts each of them by name. A thousand targets may follow one repository, and a result has
 * at most 256 KiB (Step Functions quotas); so what they have in common stands there once.
 *
 * @param why one sentence for people
 * @param pushes what arrived: one, unless tags or registries differ
 * @param batches the targets that the sweep looks at, those of one repository beside each other
 */
record Routed(Kind kind, String why, List<Push> pushes, List<Following> starts, List<Batch> batches) {
    /** With the longest names so many fit into a result, and their starts into an execution's 25,000 events; the sweep finds others. */
    static final int MOST_STARTS = 2000;

    /** What was asked of Match. */
    enum Kind { Start, Ignored, Sweep }

    /** Targets that the sweep looks at in one go. */
    record Batch(List<TargetName> targets) {}

    /**
     * A target that follows one of the pushes.
     *
     * @param id what the {@link Deployment}'s id has behind the target's name
     * @param push which one of the pushes
     */
    record Following(TargetName target, String id, int push) {
        /** Returns the id of the deployment. */
        DeploymentId name() {
            return new DeploymentId(target + "-" + id);
        }
    }

    /**
     * An execution of the deploy machine.
     *
     * @param name the {@link Deployment}'s id
     * @param input its input
     */
    record Start(DeploymentId name, Object input) {}

    /** The input of a deployment that a push, or the sweep, starts. */
    record OfPush(TargetName target, Push push) {}

    /** The input of a deployment that a person started, for it to be started again. */
    record OfPerson(TargetName target, String image) {}

    /** The same, of a person who named an image for each of several containers. */
    record OfDefinitions(TargetName target, List<ImageDefinition> imageDefinitions) {}

    static Routed ignored(String why) {
        return new Routed(Kind.Ignored, why, List.of(), List.of(), List.of());
    }

    static Routed start(String why, List<Push> pushes, List<Following> starts) {
        List<Following> first = starts.subList(0, Math.min(starts.size(), MOST_STARTS));
        String later = first.size() == starts.size() ? "" : "; " + (starts.size() - first.size()) + " of them are left to the sweep";
        return new Routed(Kind.Start, why + later, pushes, first, List.of());
    }

    static Routed sweep(String why, List<Batch> batches) {
        return new Routed(Kind.Sweep, why, List.of(), List.of(), batches);
    }
}
