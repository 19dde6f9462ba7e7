package slipway.handler;

import slipway.release.DeploymentId;
import slipway.release.TargetName;

/** The input of an execution that takes a deployment over from one that died. */
record Recover(TargetName target, DeploymentId recover) {
    /**
     * Names the execution after what is recovered and what makes it necessary, so that two events of one death start one.
     *
     * @param by the ARN of the execution that died, or the sweep that found it
     */
    static Routed.Start start(TargetName target, DeploymentId deployment, String by) {
        return new Routed.Start(DeploymentId.of(target, "recover " + deployment + "@" + by, 0), new Recover(target, deployment));
    }
}
