package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.rollout.Newest.Arrival;

/**
 * The right to change a target.
 *
 * @param number higher than any before it on this target
 * @param execution the ARN of the execution that owns it
 * @param after the ARN of the dead execution from which it was taken over for the same deployment, where it was
 * @param newest the newest push of what it brings: its own, or one of the same digest that came while it was on its way
 * @param stopRequested set when a person wants the running rollout turned around; the holder sees it at its next look
 */
public record Claim(long number, DeploymentId deployment, String execution, Instant takenAt, Optional<StopRequest> stopRequested, Optional<String> after,
        Optional<Arrival> newest) {
    public Claim {
        newest = newest == null ? Optional.empty() : newest;
    }

    public Claim(long number, DeploymentId deployment, String execution, Instant takenAt, Optional<StopRequest> stopRequested) {
        this(number, deployment, execution, takenAt, stopRequested, Optional.empty(), Optional.empty());
    }

    /** Goes over to another execution for the same deployment, with what a person wished. */
    public Claim takenOver(long next, String by, Instant now) {
        return new Claim(next, deployment, by, now, stopRequested, Optional.of(execution), newest);
    }

    public Claim stopRequested(StopRequest request) {
        return stopRequested.isPresent() ? this : new Claim(number, deployment, execution, takenAt, Optional.of(request), after, newest);
    }

    /**
     * Returns as how new what it brings counts.
     *
     * @param own the deployment that has the claim; its label may have become known after the claim was taken
     */
    Arrival brings(Deployment own) {
        return newest.filter(push -> !push.at().equals(own.origin().at())).orElseGet(() -> Arrival.of(own));
    }

    /** Remembers that what it brings was pushed once more, and is as new as that. */
    public Claim bringing(Arrival push) {
        return new Claim(number, deployment, execution, takenAt, stopRequested, after, Optional.of(push));
    }
}
