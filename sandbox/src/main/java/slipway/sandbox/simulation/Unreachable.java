package slipway.sandbox.simulation;

import java.util.Map;

/** Ways from state to state that no world can take, and why; one that is taken all the same is an error. */
public final class Unreachable {
    /** The reason by the edge, as {@link Simulation#edges} names it. */
    public static final Map<String, String> EDGES = Map.of();

    private Unreachable() {}
}
