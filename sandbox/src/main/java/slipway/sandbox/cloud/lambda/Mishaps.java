package slipway.sandbox.cloud.lambda;

/** Decides which invocations go wrong. */
@FunctionalInterface
public interface Mishaps {
    /** All functions run and are heard. */
    Mishaps NONE = (_, _) -> new Mishap.None();

    /**
     * @param function the name of the invoked function
     * @param payload what it is given
     */
    Mishap on(String function, Payload payload);
}
