package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.release.Digest;
import slipway.release.TargetName;

/** Digests that are not deployed again by themselves. */
public interface Holds {
    Optional<Hold> find(TargetName target, Digest digest);

    /** Returns all that is held on the target, by digest. */
    List<Hold> of(TargetName target);

    /**
     * Writes the hold in the place of an older one of the same digest; a newer one stays. A person's stays away too where the digest was released
     * since it was asked for: it is a late repeat.
     *
     * @param claim the number of the claim of the deployment that ends by it; 0 for what holds none
     * @throws Interrupted if that claim is another's by now
     */
    void put(Hold hold, long claim);

    /**
     * Removes the hold, if there is one that began no later than that: a person released the digest. From now on a person's hold that was asked
     * for before and comes late is not taken any more.
     *
     * @param asked when the release was asked for
     */
    void remove(TargetName target, Digest digest, Instant asked);

    /**
     * Removes the hold, if there is one: a person's deployment has brought the digest, and it was seen healthy. One that a person
     * put since that deployment began stays.
     *
     * @param began when the deployment began
     * @throws Interrupted if the deployment's claim is another's by now
     */
    void proven(TargetName target, Digest digest, long claim, Instant began);
}
