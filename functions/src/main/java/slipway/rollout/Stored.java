package slipway.rollout;

import java.time.Instant;
import java.util.Set;
import slipway.release.Digest;
import slipway.release.Tag;

/**
 * An image in the registry.
 *
 * @param pushed when it was pushed first; a tag that is moved back to it does not change that (scenario 32)
 * @param pullable false for one that is archived (ECR imageStatus)
 */
public record Stored(Digest digest, Set<Tag> tags, Instant pushed, boolean pullable) {}
