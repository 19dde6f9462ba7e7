package slipway.rollout;

import slipway.release.Digest;
import slipway.release.Repository;
import slipway.release.Tag;

/** The tags by which a registry's own rules can know what is live; only Update and Roll back are given this port. */
public interface LiveTags {
    /** What became of it. */
    sealed interface Put {
        /** The tag names the image: now, or already. */
        record There() implements Put {}

        /** The tag names another image, and was left there. */
        record Taken(Digest by) implements Put {}

        /** There is no such image, so nothing to put it on. */
        record Gone() implements Put {}

        /** The registry does not let us. @param said what it says about that */
        record Denied(String said) implements Put {}
    }

    /**
     * Puts a tag on an image that is in the registry; a tag that names something already is never moved. Asked again it puts nothing twice.
     *
     * @throws TryAgain if the registry did not answer, or is busy
     * @throws BadInput if it refuses for a reason of its own
     */
    Put put(Repository repository, Digest digest, Tag tag);
}
