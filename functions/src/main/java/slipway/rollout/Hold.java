package slipway.rollout;

import java.time.Instant;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;

/**
 * A digest that failed on a target, or was left by a person, and is not deployed there again by itself.
 *
 * @param why one sentence
 */
public record Hold(TargetName target, Digest digest, DeploymentId deployment, Instant at, String why) {}
