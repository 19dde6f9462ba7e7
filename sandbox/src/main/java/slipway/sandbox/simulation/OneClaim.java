package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.rollout.Claim;

/**
 * 1. One live claim per target, whose owner alone changes it. ECS has no compare-and-set, but no claim goes to another before the last
 * writer of the one before must have ended: so none may be lost between a look and the call after it either.
 */
final class OneClaim implements Invariant {
    /** What makes nothing run and takes nothing away. */
    private static final Set<String> HARMLESS = Set.of("RegisterTaskDefinition", "PublishVersion");

    /** The longest that a function runs which writes to a target: its timeout in the template. */
    private static final Duration WRITER = Duration.ofSeconds(60);

    @Override
    public int number() {
        return 1;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Evidence evidence = world.evidence();
        evidence.changes().stream().filter(one -> !HARMLESS.contains(one.call().operation()) && evidence.member(one.target()) != null)
                .forEach(one -> owner(one, complaints));
        Map<String, Long> highest = new TreeMap<>();
        evidence.states().forEach(one -> numbers(one, highest, complaints));
    }

    private static void owner(Evidence.Change change, Complaints complaints) {
        long live = change.live().map(Claim::number).orElse(0L);
        if (change.by().claim() == 0) {
            complaints.add("a target is changed only under a claim", change.target(), change.by().function() + " called " + change.call().operation() + " without one");
        } else if (live != change.by().claim()) {
            complaints.add("only the owner of the live claim changes a target", change.target(), "%s called %s under claim %d while %d was live"
                    .formatted(change.by().function(), change.call().operation(), change.by().claim(), live));
        } else if (change.live().filter(claim -> claim.number() == change.by().claim() && !claim.execution().equals(change.by().execution())).isPresent()) {
            complaints.add("only the owner of the live claim changes a target", change.target(), "%s called %s for %s under claim %d, which %s has"
                    .formatted(change.by().function(), change.call().operation(), change.by().execution(), live, change.live().get().execution()));
        }
    }

    private static void numbers(Evidence.Stated stated, Map<String, Long> highest, Complaints complaints) {
        String target = stated.after().target().value();
        Optional<Claim> before = stated.before().claim();
        Optional<Claim> after = stated.after().claim();
        long number = after.map(Claim::number).orElse(0L);
        if (after.isPresent() && before.filter(one -> same(one, after.get())).isEmpty()) {
            if (number <= highest.getOrDefault(target, 0L)) {
                complaints.add("claims are numbered upwards", target, "claim " + number + " came after " + highest.get(target));
            }
            highest.merge(target, number, Math::max);
        }
        boolean taken = before.isPresent() && after.filter(one -> same(one, before.get())).isEmpty();
        boolean own = taken && stated.by().map(Invocation::execution).equals(before.map(Claim::execution));
        if (taken && !own && stated.owner().isPresent() && stated.at().isBefore(stated.owner().get().plus(WRITER))) {
            complaints.add("a claim is not taken before its last writer must have ended", target, "claim %d of %s was taken at %s, its execution ended at %s"
                    .formatted(before.get().number(), before.get().deployment(), stated.at(), stated.owner().get()));
        }
        if (taken && stated.owner().isEmpty() && !own) {
            complaints.add("a claim is never taken from an owner that runs", target, "claim %d of %s was taken by %s"
                    .formatted(before.get().number(), before.get().deployment(), stated.by().map(Invocation::execution).orElse("nobody")));
        }
    }

    private static boolean same(Claim one, Claim other) {
        return one.number() == other.number() && one.execution().equals(other.execution());
    }
}
