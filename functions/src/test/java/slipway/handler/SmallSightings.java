package slipway.handler;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import slipway.release.TargetName;
import slipway.rollout.Sighting;
import slipway.rollout.Sightings;

/** The sweep's memory, in a map that tests may look into. */
final class SmallSightings implements Sightings {
    final Map<TargetName, Sighting> all = new HashMap<>();

    @Override
    public Optional<Sighting> find(TargetName target) {
        return Optional.ofNullable(all.get(target));
    }

    @Override
    public void put(Sighting sighting) {
        all.put(sighting.target(), sighting);
    }

    @Override
    public void remove(TargetName target) {
        all.remove(target);
    }
}
