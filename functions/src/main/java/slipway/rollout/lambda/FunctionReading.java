package slipway.rollout.lambda;

import java.time.Instant;
import java.util.Optional;

/**
 * What AWS says of a function at one instant.
 *
 * @param published the version that the deployment brings, or goes back to
 * @param smoked the answer to a smoke call, if one was made and answered
 */
public record FunctionReading(Instant at, FunctionNow now, Optional<Version> published, Optional<Smoked> smoked) {}
