package slipway.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import slipway.rollout.Claim;

/** 1. Nobody takes a target before its dead owner's last writer must have stopped; a function is changed only as it was read. */
final class OwnersRespected implements Invariant {
    /** The longest timeout of a function that writes, in template.yaml: a stopped execution's Lambda runs on for so long. */
    private static final Duration LAST_WRITER = Duration.ofSeconds(60);
    private static final Set<String> CONDITIONAL = Set.of("UpdateFunctionCode", "PublishVersion", "UpdateAlias");

    @Override
    public int number() {
        return 1;
    }

    @Override
    public void check(World world, Complaints complaints) {
        world.evidence().states().forEach(one -> taken(world, one, complaints));
        world.evidence().changes().stream().filter(one -> CONDITIONAL.contains(one.call().operation()) && !one.call().input().hasNonNull("RevisionId")).forEach(one ->
                complaints.add("a function is changed only with its RevisionId", one.target(), one.by().function() + " called " + one.call().operation() + " without it"));
    }

    private static void taken(World world, Evidence.Stated stated, Complaints complaints) {
        Optional<Claim> before = stated.before().claim();
        if (before.isEmpty() || stated.after().claim().filter(one -> one.number() == before.get().number()).isPresent()
                || stated.by().map(Invocation::execution).equals(before.map(Claim::execution))) {
            return;
        }
        Optional<Instant> stopped = world.aws().machines().execution(before.get().execution()).stopped();
        if (stopped.filter(at -> at.plus(LAST_WRITER).isAfter(stated.at())).isPresent()) {
            complaints.add("a target is taken over only when its dead owner's last writer has stopped", stated.after().target().value(),
                    "claim %d, whose execution stopped at %s, was taken at %s".formatted(before.get().number(), stopped.get(), stated.at()));
        }
    }
}
