package slipway.rollout;

import slipway.release.Digest;
import slipway.release.Imprint;
import slipway.release.Repository;

/** What its makers wrote on an image. */
public interface Imprints {
    /**
     * Returns what the manifest says of its image; of an index that says nothing, what its first image says.
     *
     * @return {@link Imprint#NONE} if there is no such image, or nothing on it
     * @throws Fault if the registry did not answer
     */
    Imprint read(Repository repository, Digest digest);
}
