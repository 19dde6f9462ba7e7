package slipway.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.rollout.Freeze;

/** 4. Never an older push over a newer one, nor a held digest, nor over a person's choice, except by a person who says so. */
final class NeverBack implements Invariant {
    /** As long as a function may stand still between its look and its write, and clocks may differ. */
    private static final Duration MOMENT = Duration.ofSeconds(80);

    /** As long as what a person asks for may wait for a ledger that does not answer. */
    private static final Duration ASKED = Duration.ofMinutes(10);

    @Override
    public int number() {
        return 4;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Map<String, History> histories = new HashMap<>();
        Set<String> begun = new HashSet<>();
        Set<String> claimed = new HashSet<>();
        for (Evidence.Written one : world.evidence().records()) {
            Deployment deployment = one.deployment();
            Member member = world.evidence().member(deployment.target().value());
            History history = histories.computeIfAbsent(member.name(), _ -> new History(world, member, world.losesEvents() || world.delaysEvents(), complaints));
            deployment.plan().ifPresent(_ -> history.plans(deployment, one.truth()));
            if (deployment.claim() > 0 && claimed.add(deployment.id().value())) {
                history.claims(deployment, one.at());
            }
            if (deployment.change().isPresent() && begun.add(deployment.id().value())) {
                history.changes(deployment, one.at());
            }
            if (deployment.ending().isPresent()) {
                history.ends(deployment, one);
            }
        }
    }

    /** What a target has had until now. */
    private static final class History {
        private final World world;
        private final Evidence evidence;
        private final Member member;
        /** Whether a further tag of what runs may not have been told. */
        private final boolean unsure;
        private final Complaints complaints;
        private final Map<String, Instant> failed = new HashMap<>();
        /** What a person holds though it has not failed, and since when. */
        private final Map<String, Instant> held = new HashMap<>();
        private final Map<String, Instant> since = new HashMap<>();
        private Optional<Deployment> live = Optional.empty();
        /** What pushes brought and was seen healthy since a person last chose, by its digest. */
        private final Map<String, Deployment> proven = new HashMap<>();
        private Instant choice = Instant.MIN;
        /** Since when something is left in the middle for its successor to watch. */
        private Optional<Instant> handed = Optional.empty();
        /** When each began to change the target, by the world's clock. */
        private final Map<String, Instant> begun = new HashMap<>();
        private final Map<String, Instant> ended = new HashMap<>();
        /** What really ran when each had planned. */
        private final Map<String, Truth> planned = new HashMap<>();

        History(World world, Member member, boolean unsure, Complaints complaints) {
            this.world = world;
            this.evidence = world.evidence();
            this.member = member;
            this.unsure = unsure;
            this.complaints = complaints;
        }

        /** What a person asks for goes through, and what was handed to before the freeze; a freeze of this very moment may not have been seen. */
        void claims(Deployment deployment, Instant at) {
            since.put(deployment.id().value(), at);
            if (!deployment.origin().byHand()) {
                frozen(member.name(), at).or(() -> frozen("*", at)).ifPresent(freeze -> complaints.add("a frozen target takes no push", member.name(),
                        "%s has the claim at %s, and %s".formatted(deployment.id(), at, freeze.words())));
            }
        }

        private Optional<Freeze> frozen(String target, Instant at) {
            return evidence.freezes().stream().filter(one -> one.target().equals(target) && one.at().isBefore(at)).reduce((_, last) -> last)
                    .filter(one -> handed.filter(since -> since.isBefore(one.at())).isEmpty()).filter(one -> one.at().plus(MOMENT).isBefore(at)).flatMap(Evidence.Frozen::freeze).filter(one -> one.until().isAfter(at.plus(MOMENT)));
        }

        void changes(Deployment deployment, Instant at) {
            begun.put(deployment.id().value(), at);
            if (deployment.origin().byHand()) {
                choice = deployment.origin().at().isAfter(choice) ? deployment.origin().at() : choice;
                return;
            }
            String digest = deployment.image().orElseThrow().digest().value();
            if (failed.containsKey(digest) && !released(digest, failed.get(digest))) {
                complaints.add("a held digest is not brought by itself", member.name(), deployment.id() + " brings " + digest + ", which failed here, or a person left it");
            }
            if (held.containsKey(digest) && held.get(digest).plus(MOMENT).isBefore(since.getOrDefault(deployment.id().value(), at)) && !released(digest, held.get(digest).minus(ASKED))) {
                complaints.add("a held digest is not brought by itself", member.name(), deployment.id() + " brings " + digest + ", which a person held at " + held.get(digest));
            }
            if (!deployment.origin().at().isAfter(choice)) {
                complaints.add("a push does not undo a person's later choice", member.name(), "%s was pushed at %s, and a person chose at %s"
                        .formatted(deployment.id(), deployment.origin().at(), choice));
            }
            live.ifPresent(before -> older(deployment, digest, before, at));
        }

        private boolean released(String digest, Instant since) {
            return evidence.released().stream().anyMatch(one -> one.target().equals(member.name()) && one.digest().equals(digest) && one.at().isAfter(since));
        }

        private void older(Deployment deployment, String digest, Deployment before, Instant now) {
            String runs = before.image().orElseThrow().digest().value();
            boolean left = left(before);
            boolean replaced = (left || member.policy() == Policy.SEMVER) && leftTo(before, now);
            Optional<String> instead = left && !replaced ? instead(deployment, runs) : Optional.empty();
            instead.map(proven::get).filter(one -> one != before).ifPresent(one -> older(deployment, digest, one, now));
            if (replaced || instead.isPresent()) {
                return;
            }
            Optional<Evidence.Arrival> pushed = chosen(digest, now).map(one -> again(one, now)).max(member.policy().order());
            boolean firstOnly = unsure && member.policy() != Policy.SEMVER;
            Optional<Evidence.Arrival> old = chosen(runs, begun.get(before.id().value())).filter(one -> !(firstOnly && evidence.further(one))).max(member.policy().order());
            // What was left failed, and a lower version that came later may be the fix; of one second nobody knows the order (seed 85002304).
            // It may have a higher version, too, from before (seed 90079331).
            boolean fix = left && old.isPresent() && chosen(digest, now).anyMatch(one -> !one.at().isBefore(old.get().at().truncatedTo(ChronoUnit.SECONDS)));
            if (!digest.equals(runs) && !fix && pushed.isPresent() && old.isPresent() && member.policy().order().compare(pushed.get(), old.get()) < 0) {
                complaints.add("an older push never goes over a newer one", member.name(), "%s brings %s:%s of %s over %s of %s".formatted(
                        deployment.id(), member.repository(), pushed.get().tag(), pushed.get().at(), old.get().tag(), old.get().at()));
            }
        }

        void plans(Deployment deployment, Optional<Truth> truth) {
            truth.filter(_ -> !begun.containsKey(deployment.id().value())).ifPresent(runs -> planned.put(deployment.id().value(), runs));
        }

        /** Where ECS's circuit breaker had taken back what was left, returns what it went back to (seed 150001461): over that nothing older goes. */
        private Optional<String> instead(Deployment deployment, String runs) {
            return planned.get(deployment.id().value()) instanceof Truth.OfService service && !service.serving().contains(runs)
                    ? Optional.of(BackToBaseline.digest(world.image(service.taskDefinition()))).filter(one -> !one.equals(runs)) : Optional.empty();
        }

        /** What somebody has put in its place since may have no version, or a lower one on purpose: then a fix may be lower too. */
        private boolean leftTo(Deployment before, Instant now) {
            Instant end = ended.getOrDefault(before.id().value(), Instant.MAX);
            return evidence.meddled().stream().anyMatch(one -> one.target().equals(member.name()) && one.deed() instanceof Deed.Meddle && one.at().isAfter(end) && one.at().isBefore(now));
        }

        private Stream<Evidence.Arrival> chosen(String digest, Instant until) {
            return evidence.arrivals().stream().filter(one -> one.digest().equals(digest) && one.repository().equals(member.repository())
                    && member.policy().chooses(one.tag()) && !one.at().isAfter(until));
        }

        /** The registry has an archived image as pushed when it was pushed again, under all its tags (seed 90052438). */
        private Evidence.Arrival again(Evidence.Arrival first, Instant until) {
            boolean moved = evidence.arrivals().stream().anyMatch(one -> one.repository().equals(first.repository()) && one.tag().equals(first.tag())
                    && !one.digest().equals(first.digest()) && one.at().isAfter(first.at()) && !one.at().isAfter(until));
            return moved ? first : evidence.restored().stream().filter(one -> one.digest().equals(first.digest()) && one.repository().equals(first.repository()))
                    .filter(one -> one.at().isAfter(first.at()) && !one.at().isAfter(until))
                    .reduce((_, last) -> last).map(one -> new Evidence.Arrival(one.at(), first.repository(), first.digest(), first.tag(), first.act())).orElse(first);
        }

        /** By the world's clock: the deployment's own end was read from a function's, which may be wrong. */
        void ends(Deployment deployment, Evidence.Written written) {
            Instant at = ended.computeIfAbsent(deployment.id().value(), _ -> written.at());
            if (deployment.change().isPresent()) {
                handed = Optional.of(at).filter(_ -> deployment.ending().equals(Optional.of(Ending.SUPERSEDED)));
            } else if (deployment.ending().equals(Optional.of(Ending.NEEDS_HUMAN))) {
                handed = Optional.empty();
            }
            boolean deploys = deployment.action() == Action.DEPLOY;
            if (deployment.action() == Action.HOLD) {
                deployment.cause().flatMap(cause -> Optional.ofNullable(cause.facts().get("held"))).ifPresent(digest -> held.put(digest, at));
            }
            if (deployment.origin().byHand() && deployment.ending().filter(ending -> ending == Ending.SUCCEEDED || ending == Ending.ROLLED_BACK).isPresent()) {
                brought(deployment).forEach(held::remove);
            }
            switch (deployment.ending().orElseThrow()) {
                case SUCCEEDED -> {
                    live = Optional.of(deployment).filter(one -> !one.origin().byHand());
                    live.ifPresentOrElse(one -> brought(one).forEach(digest -> proven.put(digest, one)), proven::clear);
                    brought(deployment).forEach(failed::remove);
                }
                case ROLLED_BACK -> {
                    if (deploys) {
                        brought(deployment).forEach(digest -> failed.put(digest, at));
                        // What was left is gone where it went back past it: then nothing newer runs (seed 90017657).
                        live = live.filter(one -> !left(one) || brought(one).contains(runs(deployment))).or(() -> Optional.ofNullable(proven.get(runs(deployment))));
                    } else {
                        live = Optional.empty();
                        proven.clear();
                        leftBehind(deployment).forEach(digest -> failed.put(digest, at));
                        brought(deployment).forEach(failed::remove);
                    }
                }
                case NEEDS_HUMAN -> {
                    live = Optional.of(deployment).filter(one -> deploys && !one.origin().byHand() && left(one) && reached(one, written.truth()))
                            .or(() -> live.filter(one -> written.truth().filter(truth -> brought(one).stream().allMatch(truth::serves)).isPresent()));
                    if (deployment.kept()) {
                        brought(deployment).forEach(digest -> failed.put(digest, at));
                    }
                }
                case NOT_CHANGED, SUPERSEDED -> { }
            }
        }

        /** Says whether a function that it brought came to run at all: an alias by its calls (seed 85000863), another by its code, which Lambda may not have taken (seed 90094008). */
        private boolean reached(Deployment deployment, Optional<Truth> truth) {
            return switch (member.kind()) {
                case ALIASED -> deployment.change().flatMap(Change::shift).isPresent();
                case FUNCTION -> truth.filter(runs -> !runs.serving().containsAll(brought(deployment))).isEmpty();
                default -> true;
            };
        }

        /** Says whether what it brought runs on, as it says: it was never seen healthy, and not taken back. */
        private boolean left(Deployment deployment) {
            return deployment.ending().equals(Optional.of(Ending.NEEDS_HUMAN)) && deployment.change().isPresent() && deployment.stays().isEmpty()
                    && (deployment.kept() || deployment.restore().isEmpty()) && deployment.cause().filter(cause -> cause.code().equals("ChangedBySomeoneElse")).isEmpty();
        }

        /** What a person went back from is not brought again by itself either. */
        private List<String> leftBehind(Deployment deployment) {
            return deployment.plan().map(plan -> BackToBaseline.digest(BackToBaseline.image(member, plan.running()))).stream().toList();
        }

        /** What callers get after an automatic rollback. */
        private String runs(Deployment deployment) {
            boolean untouched = deployment.restore().filter(restore -> restore.way() != Restore.Way.UNTOUCHED).isEmpty();
            return deployment.plan().map(plan -> untouched ? plan.running() : plan.baseline().release()).map(release -> BackToBaseline.digest(BackToBaseline.image(member, release))).orElse("");
        }

        private static List<String> brought(Deployment deployment) {
            return deployment.image().map(image -> image.digest().value()).stream().toList();
        }
    }
}
