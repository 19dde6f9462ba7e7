package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a target stands: what has to be known before a push may claim it, read at once.
 *
 * @param freezes its own and that of all targets, as far as there are any, expired ones too
 */
public record Standing(TargetState state, List<Freeze> freezes) {
    public Standing {
        freezes = List.copyOf(freezes);
    }

    /** Returns the freeze that holds its pushes back. */
    public Optional<Freeze> frozen(Instant now) {
        return Freeze.of(state.target(), freezes, now);
    }
}
