package slipway.rollout;

import java.time.Instant;
import slipway.release.Action;

/**
 * A person's wish that a running rollout goes back.
 *
 * @param action {@code ROLLBACK} or {@code STOP}, as it was asked
 * @param by the execution by which it was asked
 */
public record StopRequest(Action action, String by, Instant at) {}
