package slipway.rollout;

import java.util.List;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;

/** The record of every deployment. */
public interface Records {
    /**
     * Writes the deployment as it is now. One that holds a claim is written only while the claim is its own; one that
     * holds none (claim 0) always.
     *
     * @throws Interrupted if its claim is another's by now
     */
    void write(Deployment deployment);

    Optional<Deployment> find(DeploymentId id);

    /** Returns the last deployment of the digest on the target. */
    Optional<Deployment> lastOf(TargetName target, Digest digest);

    /** Returns the target's deployments, the newest first. */
    List<Deployment> latest(TargetName target, int most);
}
