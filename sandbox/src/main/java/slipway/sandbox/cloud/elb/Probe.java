package slipway.sandbox.cloud.elb;

import java.time.Instant;
import java.util.Optional;

/** What stands behind a registered target: what it answers to a health check, and when that answer next changes. */
public interface Probe {
    /** What a health check meets. */
    sealed interface Answer {
        /** An HTTP response with this code. */
        record Code(int code) implements Answer {}

        /** The connection is refused: nobody listens. */
        record Refused() implements Answer {}

        /** Nothing comes back: the host is gone, or what listens hangs. */
        record Silence() implements Answer {}
    }

    Answer answer(Instant now);

    /** Returns the next time after {@code now} at which the answer is another one; empty if it stays as it is. */
    Optional<Instant> changesAfter(Instant now);
}
