package slipway.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;

/** 4. What a person aborts is left as it is; and nothing is refused as held that has not failed here, nor was left or held by a person. */
final class PeopleRespected implements Invariant {
    /** An aborted execution's Lambda runs on for so long. */
    private static final Duration LAST_WRITER = Duration.ofSeconds(60);

    /** What only somebody who watches can say. */
    private static final Set<Ending> CLEAN = EnumSet.of(Ending.SUCCEEDED, Ending.ROLLED_BACK);

    @Override
    public int number() {
        return 4;
    }

    @Override
    public void check(World world, Complaints complaints) {
        aborted(world, complaints);
        Set<String> heldByHand = new HashSet<>();
        world.evidence().heldByHand().forEach(one -> heldByHand.add(one.target() + " " + one.digest()));
        Map<String, Set<String>> bad = new HashMap<>();
        for (Evidence.Written one : world.evidence().records()) {
            Deployment deployment = one.deployment();
            Set<String> known = bad.computeIfAbsent(deployment.target().value(), _ -> new HashSet<>());
            if (deployment.ending().isPresent() && deployment.cause().filter(cause -> cause.code().equals("Held")).isPresent()) {
                Set<String> held = new HashSet<>();
                deployment.digests().forEach(digest -> held.add(digest.value()));
                if (Collections.disjoint(held, known) && held.stream().noneMatch(digest -> heldByHand.contains(deployment.target() + " " + digest))) {
                    complaints.add("what is held has failed here, or a person left it", deployment.target().value(), "%s was refused for %s, which had done neither"
                            .formatted(deployment.id(), held));
                }
            }
            failed(deployment, known);
        }
    }

    private static void failed(Deployment deployment, Set<String> known) {
        if (deployment.restore().isPresent()) {
            deployment.digests().forEach(digest -> known.add(digest.value()));
        }
        if (deployment.action() == Action.ROLLBACK) {
            deployment.plan().ifPresent(plan -> plan.running().images().values().forEach(image -> known.add(BackToBaseline.digest(image))));
        }
        // A function runs a child of what was pushed, and a service may run several containers of one repository.
        deployment.plan().filter(_ -> deployment.restore().isPresent()).ifPresent(plan -> plan.to().images().values().forEach(image -> {
            if (!plan.baseline().release().images().containsValue(image)) {
                known.add(BackToBaseline.digest(image));
            }
        }));
    }

    private static void aborted(World world, Complaints complaints) {
        Map<String, Instant> left = new HashMap<>();
        world.evidence().states().forEach(one -> one.after().claim().ifPresent(claim -> {
            Execution owner = world.aws().machines().execution(claim.execution());
            if (owner.status() == Execution.Status.ABORTED) {
                left.put(claim.deployment().value(), owner.stopped().orElseThrow().plus(LAST_WRITER));
            }
            // Who asks after the abort to go back has decided since.
            owner.stopped().filter(at -> claim.stopRequested().filter(wish -> wish.latest().isAfter(at)).isPresent()).ifPresent(_ -> left.remove(claim.deployment().value()));
        }));
        world.evidence().changes().stream().filter(one -> left.containsKey(one.by().deployment()) && one.at().isAfter(left.get(one.by().deployment()))).forEach(one ->
                complaints.add("what a person aborts is left as it is", one.target(), "%s called %s for %s, which was aborted by %s"
                        .formatted(one.by().function(), one.call().operation(), one.by().deployment(), left.get(one.by().deployment()))));
        Set<String> ended = new HashSet<>();
        world.evidence().records().stream().filter(one -> one.deployment().ending().isPresent() && ended.add(one.deployment().id().value())).forEach(one -> {
            Instant since = left.get(one.deployment().id().value());
            boolean settled = CLEAN.contains(one.deployment().ending().orElseThrow());
            if (settled && since != null && one.at().isAfter(since)) {
                complaints.add("what a person aborts is left as it is", one.deployment().target().value(), "%s ended %s, though it was aborted by %s"
                        .formatted(one.deployment().id(), one.deployment().ending().get(), since));
            }
        });
    }
}
