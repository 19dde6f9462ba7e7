package slipway.sandbox.ledger;

import java.util.Map;
import slipway.rollout.Told;

/** Which refused documents people were told of, in memory. */
final class MemoryTold implements Told {
    private Map<String, String> refused = Map.of();

    @Override
    public synchronized Map<String, String> refused() {
        return refused;
    }

    @Override
    public synchronized void refused(Map<String, String> now) {
        refused = Map.copyOf(now);
    }
}
