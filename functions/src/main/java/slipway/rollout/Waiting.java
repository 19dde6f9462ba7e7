package slipway.rollout;

import java.time.Instant;
import slipway.release.DeploymentId;

/**
 * The one newest request that came while the target was claimed.
 *
 * @param deployment the id of the execution that stepped aside for it
 */
public record Waiting(Request request, DeploymentId deployment, Instant since) {}
