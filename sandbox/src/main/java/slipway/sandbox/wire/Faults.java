package slipway.sandbox.wire;

import slipway.sandbox.cloud.Call;

/** Decides which calls go wrong. */
@FunctionalInterface
public interface Faults {
    /** All calls arrive and are answered. */
    Faults NONE = call -> new Fault.None();

    Fault on(Call call);
}
