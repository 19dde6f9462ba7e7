package slipway.strangers.machines;

import java.util.Collections;
import slipway.sandbox.cloud.lambda.Mishap;

/** What the machines' Retry and Catch tell apart. */
final class Mishaps {
    /** Lambda.ServiceException. */
    static final Mishap BUSY = new Mishap.Refused();
    /** Runtime.ExitError, before any work was done. */
    static final Mishap DIES = new Mishap.Exits(false);
    /** Sandbox.Timedout, after the work was done. */
    static final Mishap LATE = new Mishap.TimesOut(true);
    static final Mishap AGAIN = new Mishap.Throws("slipway.rollout.TryAgain", false);
    static final Mishap BAD_INPUT = new Mishap.Throws("slipway.rollout.BadInput", false);
    static final Mishap INTERRUPTED = new Mishap.Throws("slipway.rollout.Interrupted", false);
    /** An error that only States.ALL takes. */
    static final Mishap BUG = new Mishap.Throws("java.lang.IllegalStateException", false);
    static final Mishap NONE = new Mishap.None();

    private Mishaps() {}

    static Mishap[] times(int count, Mishap mishap) {
        return Collections.nCopies(count, mishap).toArray(Mishap[]::new);
    }
}
