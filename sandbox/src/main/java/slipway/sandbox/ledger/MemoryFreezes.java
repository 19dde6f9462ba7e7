package slipway.sandbox.ledger;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.release.TargetName;
import slipway.rollout.Claims;
import slipway.rollout.Freeze;
import slipway.rollout.Freezes;
import slipway.rollout.Situation;

/** The freezes in memory. */
final class MemoryFreezes implements Freezes {
    private final TreeMap<String, Freeze> freezes = new TreeMap<>();
    private final Claims claims;

    MemoryFreezes(Claims claims) {
        this.claims = claims;
    }

    @Override
    public synchronized Situation situation(TargetName target) {
        return new Situation(claims.read(target), Stream.of(target, TargetName.ALL)
                .flatMap(name -> Optional.ofNullable(freezes.get(name.value())).stream()).toList());
    }

    @Override
    public synchronized List<Freeze> all() {
        return List.copyOf(freezes.values());
    }

    @Override
    public synchronized void put(Freeze freeze) {
        freezes.put(freeze.target().value(), freeze);
    }

    @Override
    public synchronized void remove(TargetName target) {
        freezes.remove(target.value());
    }
}
