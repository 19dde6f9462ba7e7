package slipway.sandbox.cloud.ecs;

import java.time.Duration;

/**
 * Where no document decides how ECS behaves, both ways: a deployer has to survive each.
 *
 * @param rollbackReusesDigests a rollback starts the digests of the revision it returns to; else it resolves its tags again
 * @param staleReads how long DescribeServices goes on showing the service as it was before an UpdateService
 */
public record Variants(boolean rollbackReusesDigests, Duration staleReads) {
    /** Tags are resolved anew for each deployment, a rollback's too, and reads are current. */
    public static final Variants DEFAULT = new Variants(false, Duration.ZERO);
}
