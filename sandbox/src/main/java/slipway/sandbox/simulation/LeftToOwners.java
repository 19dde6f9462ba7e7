package slipway.sandbox.simulation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Release;

/** 7. What failed is left where its owner wants that, and nowhere else; then it is what runs, and people are told that it was not taken back. */
final class LeftToOwners implements Invariant {
    private static final Set<String> BACK = Set.of("UpdateService", "StopServiceDeployment", "UpdateAlias", "UpdateFunctionCode");
    /** What Lambda does not take: that serves nobody. */
    private static final Set<Deed.Image> NOT_TAKEN = EnumSet.of(Deed.Image.NEVER_HEALTHY, Deed.Image.NOT_PULLABLE);

    @Override
    public int number() {
        return 7;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Evidence evidence = world.evidence();
        Map<String, Deployment> last = new HashMap<>();
        evidence.deployments().forEach(one -> last.put(one.id().value(), one));
        Set<String> turned = new HashSet<>();
        evidence.states().forEach(one -> one.after().claim().filter(claim -> claim.stopRequested().isPresent()).ifPresent(claim -> turned.add(claim.deployment().value())));
        evidence.changes().stream().filter(one -> one.by().function().equals("slipway-RollBackFunction") && BACK.contains(one.call().operation()))
                .filter(one -> evidence.member(one.target()).say().leaves() && !turned.contains(one.by().deployment()) && last.containsKey(one.by().deployment()))
                .filter(one -> !tookBack(evidence, one, last.get(one.by().deployment())) && serves(world, one, last.get(one.by().deployment())) && !meddled(evidence, one.target(), last.get(one.by().deployment()), one.at())).forEach(one ->
                        complaints.add("what failed is left where its owner wants that", one.target(), "%s called %s for %s".formatted(one.by().function(), one.call().operation(), one.by().deployment())));
        last.values().stream().filter(Deployment::kept).forEach(one -> kept(evidence, one, complaints));
        Set<String> ended = new HashSet<>();
        evidence.records().stream().filter(one -> one.deployment().kept() && one.deployment().ending().isPresent() && ended.add(one.deployment().id().value()))
                .filter(one -> !meddled(evidence, one.deployment().target().value(), one.deployment(), one.at())).forEach(one -> runs(evidence, one, complaints));
    }

    /** Says whether callers reach what the deployment brought, as far as its calls tell; an image that was archived meanwhile Lambda may not have taken (seed 90013545). */
    private static boolean serves(World world, Evidence.Change back, Deployment deployment) {
        Evidence evidence = world.evidence();
        Member member = evidence.member(back.target());
        String operation = member.service() ? "UpdateService" : member.kind() == Member.Kind.ALIASED ? "UpdateAlias" : "UpdateFunctionCode";
        boolean taken = member.kind() != Member.Kind.FUNCTION || deployment.image().map(image -> evidence.images().getOrDefault(image.digest().value(), Deed.Image.GOOD))
                .filter(NOT_TAKEN::contains).isEmpty()
                && deployment.image().filter(image -> world.aws().ecr().pull(image.uri()).isEmpty()).isEmpty();
        return deployment.action() == Action.DEPLOY && taken && evidence.changes().stream().anyMatch(one -> one.by().function().equals("slipway-UpdateFunction")
                && one.by().deployment().equals(back.by().deployment()) && one.call().operation().equals(operation) && one.at().isBefore(back.at()));
    }

    /**
     * Where ECS's own breaker has gone back already, to what a tag names perhaps, the pinned copy of what was healthy takes its place: it is the breaker
     * that did not leave it (seed 92002303).
     */
    private static boolean tookBack(Evidence evidence, Evidence.Change back, Deployment deployment) {
        String ours = deployment.change().map(Change::release).or(() -> deployment.plan().map(Plan::to)).flatMap(Release::revision).orElse("");
        return evidence.member(back.target()).say().breaker()
                && back.by().looked().filter(truth -> truth instanceof Truth.OfService service && !service.taskDefinition().equals(ours)).isPresent();
    }

    private static boolean meddled(Evidence evidence, String target, Deployment deployment, Instant until) {
        return evidence.meddled().stream().anyMatch(one -> one.target().equals(target) && one.deed() instanceof Deed.Meddle && !one.at().isAfter(until)
                && one.at().isAfter(deployment.startedAt().minusSeconds(60)));
    }

    private static void kept(Evidence evidence, Deployment deployment, Complaints complaints) {
        String target = deployment.target().value();
        if (!evidence.member(target).say().leaves()) {
            complaints.add("only what its owner wants left is left", target, deployment.id() + " failed, and was left as it is");
        }
        if (deployment.ending().filter(ending -> ending != Ending.NEEDS_HUMAN).isPresent()) {
            complaints.add("what is left calls a person", target, deployment.id() + " was left, and ended " + deployment.ending().get());
        }
        // What Close could not write down is told before a recovery finds that it failed (seed 90047639).
        evidence.events().stream().filter(event -> event.path("deployment").asText().equals(deployment.id().value()) && event.path("state").asText().equals("ENDED")
                && !event.path("cause").asText().equals("NotClosed")
                && !event.path("summary").asText().contains(deployment.stays().isEmpty() ? "not taken back" : " runs on")).forEach(event ->
                        complaints.add("what is left is told as such", target, deployment.id() + " was left, and told is " + event.path("summary").asText()));
    }

    /** What is said to run does, but where ECS's own breaker has gone back in that moment (seed 91000334). */
    private static void runs(Evidence evidence, Evidence.Written ended, Complaints complaints) {
        Member member = evidence.member(ended.deployment().target().value());
        Release left = ended.deployment().restore().orElseThrow().release();
        boolean runs = switch (ended.truth().orElseThrow()) {
            case Truth.OfService service -> member.say().breaker() && evidence.changes().stream().noneMatch(one -> one.by().function().equals("slipway-RollBackFunction")
                    && one.by().deployment().equals(ended.deployment().id().value())) || left.revision().filter(revision -> service.taskDefinition().equals(revision)).isPresent();
            case Truth.OfFunction function -> function.digests().contains(BackToBaseline.digest(BackToBaseline.image(member, left)));
        };
        if (!runs) {
            complaints.add("what is left is what runs", member.name(), "%s was left as it is, with %s, and there runs %s"
                    .formatted(ended.deployment().id(), left, ended.truth().orElseThrow()));
        }
    }
}
