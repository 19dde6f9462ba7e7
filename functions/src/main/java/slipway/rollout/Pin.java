package slipway.rollout;

import java.time.Instant;
import slipway.release.DeploymentId;

/** A person chose what runs: pushes older than the choice do not undo it. */
public record Pin(DeploymentId deployment, Instant at) {}
