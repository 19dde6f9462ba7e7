package slipway.rollout;

import java.util.Optional;
import slipway.release.Cause;
import slipway.release.DeploymentId;
import slipway.release.Ending;

/** What becomes of a request; a state in it is to be written before it holds. */
public sealed interface Outcome {
    /** It owns the target now, and the waiting request that is older than it never will. */
    record Taken(TargetState state, long number, Optional<Waiting> overtaken) implements Outcome {}

    /** It waits for the holder's end, in the place of the one that it overtook. */
    record Waits(TargetState state, Optional<Waiting> overtaken, Claim holder) implements Outcome {}

    /** A freeze holds it back, in the place of the one that it overtook. */
    record Frozen(TargetState state, Optional<Waiting> overtaken, Freeze freeze) implements Outcome {}

    /** It is another delivery of what that deployment brings or has brought. */
    record Belongs(TargetState state, DeploymentId deployment) implements Outcome {}

    /** The holder will go back at its next look, or has done so. */
    record Turned(TargetState state, DeploymentId deployment) implements Outcome {}

    /** There is nothing to do it to. */
    record Refused(Cause cause) implements Outcome {}

    /**
     * Something newer is there.
     *
     * @param ending SUPERSEDED by a newer push, NOT_CHANGED for a person's choice
     */
    record Overtaken(TargetState state, Ending ending, Cause cause, DeploymentId by) implements Outcome {}
}
