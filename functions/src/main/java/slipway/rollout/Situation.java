package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of a target before a push may claim it, read at once.
 *
 * @param freezes those that concern it, its own and that of all targets, expired ones too; others count for nothing
 */
public record Situation(TargetState state, List<Freeze> freezes) {
    public Situation {
        freezes = List.copyOf(freezes);
    }

    /** Returns the freeze that holds its pushes back; none while it runs what was handed over, which only what comes next watches, until a person was asked to. */
    public Optional<Freeze> frozen(Instant now) {
        return state.handed().filter(one -> !one.toPerson()).isPresent() ? Optional.empty() : freeze(now);
    }

    /** Returns the freeze, whatever the target runs. */
    public Optional<Freeze> freeze(Instant now) {
        return Freeze.of(state.target(), freezes, now);
    }
}
