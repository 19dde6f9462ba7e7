package slipway.rollout;

import java.util.List;
import java.util.Optional;
import slipway.release.Digest;
import slipway.release.TargetName;

/** Digests that are not deployed again by themselves. */
public interface Holds {
    Optional<Hold> find(TargetName target, Digest digest);

    /** Returns all that is held on the target, by digest. */
    List<Hold> of(TargetName target);

    /** Writes the hold in the place of an older one of the same digest; a newer one stays. */
    void put(Hold hold);

    /** Removes the hold, if there is one: a person released the digest, or has deployed it and it was seen healthy. */
    void remove(TargetName target, Digest digest);
}
