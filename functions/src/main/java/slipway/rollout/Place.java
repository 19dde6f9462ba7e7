package slipway.rollout;

import java.time.Instant;

/**
 * What a target's document named when somebody last took the target.
 *
 * @param workload as {@link slipway.release.Workload#place} says it
 * @param since when the first deployment there began; the epoch where it never named anything else
 */
public record Place(String workload, Instant since) {}
