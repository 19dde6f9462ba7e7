package slipway.sandbox.wire;

/** Hears of each call after it was made. */
@FunctionalInterface
public interface Listener {
    void heard(Exchange exchange);
}
