package slipway.sandbox.asl;

/** Follows executions as they move; must not change anything. */
public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /** A state was entered, in a Map's iteration too. */
    default void entered(Execution execution, String state) {}

    /** A state was left by an edge. */
    default void moved(Execution execution, Edge edge) {}

    /** The execution began (RUNNING) or ended. */
    default void changed(Execution execution) {}
}
