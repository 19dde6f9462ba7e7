package slipway.release;

import java.time.Instant;

/**
 * What a deployment is going to do, decided before anything is touched.
 *
 * @param running what the target ran when this was planned, the revision as the service names it
 * @param rollout the service's PRIMARY deployment at that time; Update touches nothing if it is another by then
 * @param desired the service's desired count at that time
 * @param to what it is to run; without a revision where one is still to be registered
 * @param deadline when a rollout that has not settled goes back; counted anew from the first change, since what waits for AWS's
 *     quotas before it has changed nothing
 */
public record Plan(Release running, String rollout, int desired, Release to, Baseline baseline, Instant deadline) {
    public Plan with(Baseline pinned) {
        return new Plan(running, rollout, desired, to, pinned, deadline);
    }

    /** The same with its time counted from another instant. */
    public Plan by(Instant other) {
        return new Plan(running, rollout, desired, to, baseline, other);
    }

    /** Adds the revision that is to run. */
    public Plan withRevision(String revision) {
        return new Plan(running, rollout, desired, to.withRevision(revision), baseline, deadline);
    }
}
