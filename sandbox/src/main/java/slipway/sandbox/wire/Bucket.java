package slipway.sandbox.wire;

import java.time.Duration;
import java.time.Instant;

/**
 * Tokens of an account in a region: each call takes one, so many come back each second, and no more are kept than it holds
 * (ECS developer guide, "How throttling is applied"). Between whole seconds the part that has come back counts too.
 */
final class Bucket {
    private static final double NANOS = 1e9;

    private final Rate rate;
    private double tokens;
    private Instant filled;
    private long taken;
    private long refused;

    /** A full one. */
    Bucket(Rate rate, Instant now) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filled = now;
    }

    Rate rate() {
        return rate;
    }

    boolean has(Instant now) {
        double back = Duration.between(filled, now).toNanos() / NANOS * rate.refill();
        tokens = Math.min(rate.burst(), tokens + back);
        filled = now;
        return tokens >= 1;
    }

    /** Takes one that is there. */
    void take() {
        tokens--;
        taken++;
    }

    void refuse() {
        refused++;
    }

    long taken() {
        return taken;
    }

    long refused() {
        return refused;
    }
}
