package slipway.sandbox.simulation;

import java.util.Set;

/** 1. A function is changed only as it was read: whoever else changed it since makes the call fail. */
final class OnlyAsRead implements Invariant {
    private static final Set<String> CONDITIONAL = Set.of("UpdateFunctionCode", "PublishVersion", "UpdateAlias");

    @Override
    public int number() {
        return 1;
    }

    @Override
    public void check(World world, Complaints complaints) {
        world.evidence().changes().stream().filter(one -> CONDITIONAL.contains(one.call().operation()) && !one.call().input().hasNonNull("RevisionId")).forEach(one ->
                complaints.add("a function is changed only with its RevisionId", one.target(), one.by().function() + " called " + one.call().operation() + " without it"));
    }
}
