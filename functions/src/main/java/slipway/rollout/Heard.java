package slipway.rollout;

import slipway.release.DeploymentId;

/**
 * A person's wish that a deployment which has ended by now was turned around by: its execution, asking again after a lost reply, asks for nothing else.
 *
 * @param by the execution by which it was asked
 */
public record Heard(String by, DeploymentId deployment) {}
