package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import slipway.release.Change;
import slipway.release.Plan;

/**
 * Tells a reading of before our change from a service that ECS has brought back. In both the deployment before ours is PRIMARY if a
 * rollback makes it PRIMARY again, as AWS's example has it (ECS guide: deployment-circuit-breaker).
 */
public final class Lag {
    /** For how long a reading may lag: they have been seen to lag by seconds, not by this. */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    private Lag() {}

    /** Says whether the service may have been read as it was before the change: ours is not listed, and was made just now. */
    public static boolean possible(ServiceNow service, Plan plan, Change change, Instant now) {
        String primary = service.primary().id();
        boolean before = primary.equals(plan.rollout()) || plan.there() && service.primary().createdAt().isBefore(change.at()) || change.replaced().filter(theirs -> theirs.startsWith(primary + " ")).isPresent();
        return before && service.deployment(change.rollout()).isEmpty()
                && now.isBefore(change.at().plus(LONGEST));
    }
}
