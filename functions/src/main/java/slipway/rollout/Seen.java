package slipway.rollout;

import java.time.Instant;
import slipway.release.DeploymentId;
import slipway.release.Release;

/**
 * A release that was seen healthy.
 *
 * @param deployment by which it came
 * @param pushed the time of the push that brought it, by which older pushes are told from newer ones
 * @param at when it was last seen healthy by a deployment
 */
public record Seen(Release release, DeploymentId deployment, Instant pushed, Instant at) {}
