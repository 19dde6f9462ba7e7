package slipway.sandbox.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.rollout.Holds;

/** The holds, each call with the rights that it needs. */
record GuardedHolds(Holds holds, Consumer<String> require) implements Holds {
    @Override
    public Optional<Hold> find(TargetName target, Digest digest) {
        require.accept(GuardedLedger.GET);
        return holds.find(target, digest);
    }

    @Override
    public List<Hold> of(TargetName target) {
        require.accept(GuardedLedger.QUERY);
        return holds.of(target);
    }

    @Override
    public void put(Hold hold, long claim) {
        require.accept(GuardedLedger.CHECK);
        require.accept(GuardedLedger.PUT);
        holds.put(hold, claim);
    }

    @Override
    public void proven(TargetName target, Digest digest, long claim, Instant began) {
        require.accept(GuardedLedger.CHECK);
        require.accept(GuardedLedger.DELETE);
        holds.proven(target, digest, claim, began);
    }

    @Override
    public void remove(TargetName target, Digest digest, Instant asked) {
        require.accept(GuardedLedger.DELETE);
        require.accept(GuardedLedger.PUT);
        holds.remove(target, digest, asked);
    }
}
