package slipway.sandbox.ledger;

import slipway.rollout.Ledger;

class MemoryLedgerTest extends LedgerContract {
    @Override
    protected Ledger empty() {
        return MemoryLedger.create();
    }
}
