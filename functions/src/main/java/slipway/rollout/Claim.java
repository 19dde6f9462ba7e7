package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.DeploymentId;

/**
 * The right to change a target.
 *
 * @param number higher than any before it on this target
 * @param execution the ARN of the execution that owns it
 * @param stopRequested set when a person wants the running rollout turned around; the holder sees it at its next look
 */
public record Claim(long number, DeploymentId deployment, String execution, Instant takenAt, Optional<StopRequest> stopRequested) {
    public Claim stopRequested(StopRequest request) {
        return stopRequested.isPresent() ? this : new Claim(number, deployment, execution, takenAt, Optional.of(request));
    }
}
