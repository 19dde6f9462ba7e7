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
 */
public record Stored(Digest digest, Set<Tag> tags, Instant pushed, Status status) {
    /** Whether it can be pulled (ECR imageStatus). */
    public enum Status {
        ACTIVE,
        /** It rests in the archive until somebody restores it, or pushes it again. */
        ARCHIVED,
        /** It is on its way back from there. */
        RESTORING
    }

    public Stored {
        tags = tags.stream().filter(tag -> !LiveTag.is(tag)).collect(Collectors.toUnmodifiableSet());
    }

    public boolean pullable() {
        return status == Status.ACTIVE;
    }
}
