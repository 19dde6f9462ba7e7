package slipway.release;

import java.time.Instant;

/**
 * What Update has changed.
 *
 * @param release what the target was told to run
 * @param rollout the id of the ECS deployment that brings it there; the verdict is about this one
 */
public record Change(Release release, String rollout, Instant at) {}
