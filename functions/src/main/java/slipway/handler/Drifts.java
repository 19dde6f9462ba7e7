package slipway.handler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.release.Drift;
import slipway.release.Mode;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.rollout.Drifting;
import slipway.rollout.Drifting.Expected;
import slipway.rollout.Ledger;
import slipway.rollout.Platform;
import slipway.rollout.Sighting;
import slipway.rollout.TargetState;

/** Compares what targets run with what Slipway last saw them run; what it finds is told, never corrected. */
final class Drifts {
    private static final int RECENT = 10;

    private final Wiring wiring;
    private final Ledger ledger;
    private final Platforms platforms;
    private final Instant now;

    Drifts(Wiring wiring, Platforms platforms) {
        this.wiring = wiring;
        this.ledger = wiring.ledger();
        this.platforms = platforms;
        this.now = wiring.clock().instant();
    }

    /** Returns the drift that somebody is still to be told of; none while the target is being deployed to, or is only observed. */
    Optional<Sighting.Told> find(Target target, TargetState state) {
        if (state.claim().isPresent() || target.mode() == Mode.OBSERVE) {
            return Optional.empty();
        }
        Platform platform = platforms.of(target);
        // Read again: the search for a missed push may have written it.
        Sighting sighting = ledger.sightings().find(target.name()).orElseGet(() -> Sighting.first(target, now));
        return platform.runs(state).flatMap(runs -> compared(target, state, sighting, runs));
    }

    private Optional<Sighting.Told> compared(Target target, TargetState state, Sighting sighting, Release runs) {
        Repository own = wiring.repository(target);
        Optional<Expected> expected = Drifting.expected(state, sighting);
        if (expected.isEmpty() && runs.share().isPresent()) {
            // Two releases at once are nothing to be held to: whoever has split the calls will end that.
            return Optional.empty();
        }
        if (expected.isEmpty()) {
            ledger.sightings().put(sighting.adopted(runs, now));
            return Optional.empty();
        }
        if (Drifting.same(runs, expected.get().release(), own)) {
            sighting.told().ifPresent(_ -> ledger.sightings().put(sighting.told(Optional.empty())));
            return Optional.empty();
        }
        Optional<Sighting.Told> before = sighting.told().filter(told -> Drifting.same(told.drift().runs(), runs, own)
                && Drifting.same(told.drift().last(), expected.get().release(), own));
        return before.isPresent() ? before.filter(Sighting.Told::again) : fresh(target, state, runs, expected.get());
    }

    /** A deployment may have begun, or ended, between the two readings. */
    private Optional<Sighting.Told> fresh(Target target, TargetState state, Release runs, Expected expected) {
        boolean proven = Drifting.proven(ledger.records().latest(target.name(), RECENT));
        boolean still = ledger.claims().read(target.name()).version() == state.version();
        return proven && still ? Optional.of(new Sighting.Told(Drifting.drift(target, runs, expected, now), List.of(), true)) : Optional.empty();
    }

    /** Remembers who was told; a drift that has gone meanwhile is found again. */
    void told(Sighting.Told told) {
        Drift drift = told.drift();
        ledger.sightings().find(drift.target()).ifPresent(sighting -> ledger.sightings().put(sighting.told(Optional.of(told))));
    }
}
