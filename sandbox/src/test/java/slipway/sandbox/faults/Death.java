package slipway.sandbox.faults;

import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.cloud.lambda.Mishaps;

/** How a function dies. */
enum Death {
    THROWS("throws", true, new Mishap.Throws("java.lang.IllegalStateException", false)),
    THROWS_AFTER("throws after", true, new Mishap.Throws("java.lang.OutOfMemoryError", true)),
    EXITS("exits", false, new Mishap.Exits(false, "Runtime.ExitError")),
    EXITS_AFTER("exits after", false, new Mishap.Exits(true, "Runtime.OutOfMemory")),
    TIMES_OUT("times out", false, new Mishap.TimesOut(false)),
    TIMES_OUT_AFTER("times out after", false, new Mishap.TimesOut(true)),
    REFUSED("Lambda 500", false, new Mishap.Refused());

    final String title;
    /** Whether nobody foresaw it, so that only States.ALL takes it. */
    final boolean unknown;
    final Mishap mishap;

    Death(String title, boolean unknown, Mishap mishap) {
        this.title = title;
        this.unknown = unknown;
        this.mishap = mishap;
    }

    /** Dies at one invocation of the function, counted from one. */
    Mishaps once(String function, int nth) {
        int[] seen = {0};
        return (name, _) -> name.equals(function) && ++seen[0] == nth ? mishap : new Mishap.None();
    }

    /** Dies at each invocation from the nth on. */
    Mishaps always(String function, int nth) {
        int[] seen = {0};
        return (name, _) -> name.equals(function) && ++seen[0] >= nth ? mishap : new Mishap.None();
    }
}
