package slipway.handler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Ledger;
import slipway.rollout.Situation;

/** Finds what waits once the freeze of all targets is gone, some targets at a time. */
final class Thaw {
    /** So many starts, of some 600 bytes each, are half of what a state may pass on (256 KiB, Step Functions quotas). */
    private static final int TARGETS = 200;

    private final Ledger ledger;

    Thaw(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What is to be started.
     *
     * @param after the last target that was looked at; absent where there was none left
     */
    record Answer(List<Routed.Start> starts, Optional<TargetName> after) {}

    /**
     * Returns what waits on the targets that come next by name.
     *
     * @param by what starts it
     * @param after where the last answer ended; empty at first
     */
    Answer next(String by, String after, Instant now) {
        List<TargetName> some = ledger.targets().all().stream().map(target -> target.name())
                .filter(name -> name.value().compareTo(after) > 0).limit(TARGETS).toList();
        List<Freeze> own = ledger.freezes().all();
        List<Routed.Start> starts = new ArrayList<>();
        for (TargetName target : some) {
            Situation situation = new Situation(ledger.claims().read(target), own);
            Again.waiting(situation.state(), situation.frozen(now), by).ifPresent(starts::add);
        }
        return new Answer(starts, some.isEmpty() ? Optional.empty() : Optional.of(some.getLast()));
    }
}
