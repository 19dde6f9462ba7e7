package slipway.rollout;

import java.util.Optional;
import slipway.release.Digest;
import slipway.release.TargetName;

/** Digests that are not deployed again by themselves. */
public interface Holds {
    Optional<Hold> find(TargetName target, Digest digest);

    /** Writes the hold; an older one of the same digest stays. */
    void put(Hold hold);

    /** Removes the hold, if there is one: a person has deployed the digest, and it was seen healthy. */
    void remove(TargetName target, Digest digest);
}
