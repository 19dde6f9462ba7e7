package slipway.rollout;

import java.util.Optional;
import slipway.release.TargetName;

/** What the sweep remembers, one item a target. Two writers at once may have the same told twice; nothing is left untold. */
public interface Sightings {
    Optional<Sighting> find(TargetName target);

    /** Writes the sighting in the place of the one before. */
    void put(Sighting sighting);

    /** Forgets the target: if its document comes back, it is seen for the first time again. */
    void remove(TargetName target);
}
