package slipway.rollout;

import slipway.release.Digest;
import slipway.release.Imprint;
import slipway.release.Repository;

/** What its makers wrote on an image. */
public interface Imprints {
    /**
     * Returns what the manifest says of its image, what an index does not say as its first image says it, and where the labels are that may
     * say the rest.
     *
     * @return {@link Imprint#NONE} if there is no such image, or nothing on it; less where AWS does not answer all that is asked
     * @throws Fault if the registry did not answer at all
     */
    Imprint read(Repository repository, Digest digest);

    /** Returns what is known with what only the labels say, where they were not read yet; where they can't be had, as if there were none. */
    Imprint labelled(Repository repository, Imprint imprint);
}
