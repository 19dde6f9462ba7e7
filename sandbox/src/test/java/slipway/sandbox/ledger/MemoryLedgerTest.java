package slipway.sandbox.ledger;

import slipway.rollout.Ledger;

class MemoryLedgerTest extends LedgerContract {
    @Override
    Ledger empty() {
        return MemoryLedger.create();
    }
}
