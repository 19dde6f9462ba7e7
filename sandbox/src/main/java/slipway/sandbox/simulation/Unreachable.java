package slipway.sandbox.simulation;

import static java.util.Map.entry;

import java.util.Map;

/** Ways from state to state that no world can take, and why; one that is taken all the same is an error. */
public final class Unreachable {
    private static final String KINDS = "The functions answer only what the branches before name: it is the safe edge of an answer that a later version may give.";
    private static final String OWNER = "A look is interrupted if another owns the claim; it is taken only from an execution that has ended, which goes nowhere any more.";

    /** The reason by the edge, as {@link Simulation#edges} names it. */
    public static final Map<String, String> EDGES = Map.ofEntries(
            entry("deploy: Claimed? > Close by Default", KINDS), entry("deploy: Go on where? > Close by Default", KINDS),
            entry("deploy: Planned? > Close by Default", KINDS), entry("deploy: Restored? > Close by Default", KINDS),
            entry("deploy: Rolling back? > Close by Default", KINDS), entry("deploy: Settled? > Roll back by Default", KINDS),
            entry("deploy: Observe > Close by Catch 1", OWNER), entry("deploy: Observe restore > Close by Catch 1", OWNER));

    private Unreachable() {}
}
