package slipway.rollout.lambda;

import java.util.Optional;

/**
 * A function at one instant.
 *
 * @param latest its unpublished code
 * @param alias the target's, if it names one
 */
public record FunctionNow(Version latest, Optional<Alias> alias) {}
