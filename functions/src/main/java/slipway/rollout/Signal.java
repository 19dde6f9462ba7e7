package slipway.rollout;

import java.time.Instant;
import java.util.Map;
import slipway.release.Cause;

/** One cause that an observation holds. */
public sealed interface Signal {
    /** How much a signal counts. */
    enum Weight {
        /** One is enough: waiting would not help. */
        DECIDES,
        /** One may be chance; as many as the target's limit decide. */
        REPEATED,
        /** Not the image's fault (scenario 26): it is told, and never decides. */
        OUTSIDE
    }

    /** Returns the word for machines. */
    String code();

    /** Returns what happened, in AWS's words where it has some; without a full stop. */
    String words();

    /** Returns what it rests on. */
    Map<String, String> facts();

    /** Returns when it happened. */
    Instant at();

    Weight weight();

    default Cause cause() {
        return new Cause(code(), words() + ".", facts());
    }

    /** A task that can't ever run: its image is not there, or its container can't be started. */
    record Unstartable(String code, String words, Map<String, String> facts, Instant at) implements Signal {
        @Override
        public Weight weight() {
            return Weight.DECIDES;
        }
    }

    /** A target that is unhealthy although it has had the time that it is given. */
    record Unhealthy(String code, String words, Map<String, String> facts, Instant at) implements Signal {
        @Override
        public Weight weight() {
            return Weight.DECIDES;
        }
    }

    /** A task that ended though nobody ended it, or that fails its health checks, or was replaced since it did, where others pass. */
    record Crash(String code, String words, Map<String, String> facts, Instant at) implements Signal {
        @Override
        public Weight weight() {
            return Weight.REPEATED;
        }
    }

    /** Capacity, network, scaling, a person: what a good image suffers too. */
    record Outside(String code, String words, Map<String, String> facts, Instant at) implements Signal {
        @Override
        public Weight weight() {
            return Weight.OUTSIDE;
        }
    }
}
