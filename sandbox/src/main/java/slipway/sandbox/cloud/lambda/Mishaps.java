package slipway.sandbox.cloud.lambda;

/** Decides which invocations go wrong. */
@FunctionalInterface
public interface Mishaps {
    /** All functions run and are heard. */
    Mishaps NONE = function -> new Mishap.None();

    /** @param function the name of the invoked function */
    Mishap on(String function);
}
