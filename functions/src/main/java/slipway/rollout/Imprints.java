package slipway.rollout;

import slipway.release.Digest;
import slipway.release.Imprint;
import slipway.release.Repository;

/** What its makers wrote on an image. */
public interface Imprints {
    /**
     * Returns what the manifest says of its image, what an index does not say as its first image says it, and what neither says as the
     * image's labels do.
     *
     * @return {@link Imprint#NONE} if there is no such image, or nothing on it; less where AWS does not answer all that is asked
     * @throws Fault if the registry did not answer at all
     */
    Imprint read(Repository repository, Digest digest);
}
