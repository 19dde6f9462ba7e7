package slipway.sandbox.simulation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;

/** 7. What works is not taken for broken: where nobody and nothing stands against a good image, it is neither rolled back nor given up. */
final class GoodGoesLive implements Invariant {
    private static final Set<Ending> FAILED = EnumSet.of(Ending.ROLLED_BACK, Ending.NEEDS_HUMAN);

    /** The causes of a verdict that the service runs another's deployment. */
    private static final Set<String> ELSEWHERE = Set.of("WentBack", "ChangedBySomeoneElse");

    @Override
    public int number() {
        return 7;
    }

    @Override
    public void check(World world, Complaints complaints) {
        world.evidence().verdicts().stream().filter(one -> !one.restoring() && ELSEWHERE.contains(one.cause()) && runsOurs(one) && !world.touched(one.by().target().orElseThrow(), one.at()))
                .forEach(one -> complaints.add("a look finds another's change where there is one", one.by().target().orElseThrow(), "%s was judged %s for %s, and its own deployment was PRIMARY"
                        .formatted(one.by().deployment(), one.kind(), one.cause())));
        world.evidence().verdicts().stream().filter(one -> ELSEWHERE.contains(one.cause()) && one.truth() instanceof Truth.OfFunction && unmeddled(world, one.by().target().orElseThrow(), one.at()))
                .forEach(one -> complaints.add("a look finds another's change where there is one", one.by().target().orElseThrow(), "%s was judged %s for %s, and nobody else had changed the function"
                        .formatted(one.by().deployment(), one.kind(), one.cause())));
        world.evidence().verdicts().stream().filter(one -> one.cause().equals("AliasReturned") && !returned(world, one))
                .forEach(one -> complaints.add("an alias is back where somebody or its own rollback has put it", one.by().target().orElseThrow(), "%s was judged %s, and nothing had moved its alias back"
                        .formatted(one.by().deployment(), one.kind())));
        if (!world.undisturbed()) {
            return;
        }
        Set<String> turned = new HashSet<>();
        world.evidence().states().forEach(one -> one.after().claim().filter(claim -> claim.stopRequested().isPresent()).ifPresent(claim -> turned.add(claim.deployment().value())));
        world.evidence().records().stream().filter(one -> one.deployment().action() == Action.DEPLOY && one.deployment().ending().filter(FAILED::contains).isPresent())
                .filter(one -> !turned.contains(one.deployment().id().value()) && good(world, one.deployment()) && untouched(world, one) && !neverBegun(world, one.deployment()) && !stands(world, one))
                .forEach(one -> complaints.add("what works is not taken for broken", one.deployment().target().value(), "%s brought a good image that nothing stood against, and ended %s: %s"
                        .formatted(one.deployment().id(), one.deployment().ending().orElseThrow(), one.deployment().cause().map(cause -> cause.sentence()).orElse("nobody knows why"))));
    }

    private static boolean returned(World world, Evidence.Seen seen) {
        boolean own = world.evidence().changes().stream().anyMatch(one -> one.call().operation().equals("UpdateAlias") && one.by().function().equals("slipway-RollBackFunction")
                && one.by().deployment().equals(seen.by().deployment()) && one.at().isBefore(seen.at()));
        return own || !unmeddled(world, seen.by().target().orElseThrow(), seen.at());
    }

    private static boolean runsOurs(Evidence.Seen seen) {
        return seen.truth() instanceof Truth.OfService service && service.primary().equals(seen.by().payload().at("/deployment/change/rollout").asText());
    }

    private static boolean good(World world, Deployment deployment) {
        return deployment.image().filter(image -> world.evidence().images().getOrDefault(image.digest().value(), Deed.Image.GOOD) == Deed.Image.GOOD)
                .filter(image -> world.aws().ecr().pull(image.uri()).isPresent()).isPresent();
    }

    /**
     * Says whether a hold stood against it, or its tag was deleted (seed 90020191), so that it was never begun: a person is called for what it was to take over,
     * not for itself.
     */
    private static boolean neverBegun(World world, Deployment deployment) {
        boolean exact = world.evidence().member(deployment.target().value()).policy() == Policy.EXACT;
        return deployment.change().isEmpty() && deployment.cause().filter(cause -> cause.code().equals("Unwatched")).map(cause -> cause.facts().get("before"))
                .filter(before -> before.equals("Held") || exact && before.equals("ImageGone")).isPresent();
    }

    /** Says whether its owner may have been against it; what turned it down rightly is {@link OwnersHeard}'s. */
    private static boolean stands(World world, Evidence.Written ended) {
        return world.owners().against(world.evidence().member(ended.deployment().target().value()), ended.deployment(), ended.at());
    }

    /** What was done to a target may show long after. */
    private static boolean untouched(World world, Evidence.Written ended) {
        return unmeddled(world, ended.deployment().target().value(), ended.at());
    }

    private static boolean unmeddled(World world, String target, Instant until) {
        return world.evidence().meddled().stream().noneMatch(one -> one.target().equals(target) && one.at().isBefore(until));
    }
}
