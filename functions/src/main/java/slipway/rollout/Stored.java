package slipway.rollout;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.release.Digest;
import slipway.release.LiveTag;
import slipway.release.Tag;

/**
 * An image in the registry.
 *
 * @param tags those that others gave it: what Slipway itself has put there says nothing of what it is
 * @param pushed when it was pushed first; a tag that is moved back to it does not change that (scenario 32)
 * @param pullable false for one that is archived (ECR imageStatus)
 */
public record Stored(Digest digest, Set<Tag> tags, Instant pushed, boolean pullable) {
    public Stored {
        tags = tags.stream().filter(tag -> !LiveTag.is(tag)).collect(Collectors.toUnmodifiableSet());
    }
}
