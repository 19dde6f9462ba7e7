package slipway.sandbox.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.time.InstantSource;
import slipway.rollout.Ledger;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.lambda.Code;

/** Something put between Slipway and its world, such as a bug that the invariants should find; in the simulation alone. */
public interface Twist {
    /** Slipway as it is. */
    Twist NONE = new Twist() {};

    /** Returns the ledger as Slipway sees it; what is written to the inner one is what the simulation takes for written. */
    default Ledger ledger(Ledger inner) {
        return inner;
    }

    /** Returns the clock that a function looks at. */
    default InstantSource clock(String function, InstantSource shown) {
        return shown;
    }

    /** Changes the world once it stands, such as by {@code http().between(…)}, before anything happens in it. */
    default void world(Sandbox aws) {}

    /** Does the work of one invocation, or something else in its place. */
    default byte[] invocation(String function, byte[] payload, Context context, Code code) throws IOException {
        return code.handle(payload, context);
    }
}
