package slipway.release;

import java.time.Instant;
import java.util.Optional;

/**
 * A target that does not run what Slipway last saw it run: somebody changed its image past Slipway.
 *
 * @param runs what it runs now
 * @param last what Slipway last saw healthy there, or found there when it came
 * @param deployment which saw that healthy; absent if Slipway only found it there
 * @param since when that was seen
 * @param seen when the sweep first saw the other one
 */
public record Drift(TargetName target, Release runs, Release last, Optional<DeploymentId> deployment, Instant since, Instant seen) {}
