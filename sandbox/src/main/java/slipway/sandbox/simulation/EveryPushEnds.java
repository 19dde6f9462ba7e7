package slipway.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.rollout.Missed;
import slipway.rollout.NoImage;
import slipway.rollout.TargetState;
import slipway.sandbox.asl.Execution;

/** 2. Every push ends in exactly one ending per target, in time, and the claim is free again; no push is lost. */
final class EveryPushEnds implements Invariant {
    /** Retries of every step, and a dead owner's last writer. */
    private static final Duration SLACK = Duration.ofMinutes(30);
    /** So many sweeps may fail, or not read a target, before one finds what is dead. */
    private static final int SWEEPS = 4;

    /** For so long a first change is tried again that AWS throttles, since nothing was touched yet: the deadline begins with it. */
    private static final Duration UNTOUCHED = Duration.ofHours(2);

    /** A sweep may have begun as the world was left. */
    private static final Duration BEGUN = Duration.ofMinutes(5);

    /** By how much clocks may differ. */
    private static final Duration SKEW = Duration.ofSeconds(20);

    /** Why a push is not brought since something is newer. */
    private static final Set<String> OUTDATED = Set.of("Stale", "LowerVersion", "OlderThanChoice", Missed.TAG_MOVED);

    @Override
    public int number() {
        return 2;
    }

    @Override
    public void check(World world, Complaints complaints) {
        world.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.started().plus(BEGUN).isBefore(world.aws().timeline().now())).forEach(one ->
                complaints.add("no execution runs for ever", "", one.identity().name() + " is still in " + one.path().getLast()));
        for (Member member : world.evidence().members()) {
            TargetState state = world.state(member);
            state.claim().ifPresent(claim -> complaints.add("the claim is free at the end", member.name(), "claim %d of %s is held".formatted(claim.number(), claim.deployment())));
            state.waiting().ifPresent(one -> complaints.add("nothing waits at the end", member.name(), one.deployment() + " waits"));
            looked(world, member, state, complaints);
        }
        endings(world, complaints);
    }

    private static void endings(World world, Complaints complaints) {
        Map<String, Ending> ended = new HashMap<>();
        Map<String, Instant> claimed = new HashMap<>();
        Map<String, Instant> changed = new HashMap<>();
        for (Evidence.Written one : world.evidence().records()) {
            Deployment deployment = one.deployment();
            String id = deployment.id().value();
            String target = deployment.target().value();
            if (deployment.claim() > 0 && claimed.putIfAbsent(id, one.at()) == null) {
                // What had taken its place came to nothing, and it waited again; its own execution may be who claims (seed 363).
                ended.remove(id, Ending.SUPERSEDED);
            }
            if (deployment.change().isPresent() && changed.putIfAbsent(id, one.at()) == null) {
                inTime(world, world.evidence().member(target), id, Duration.between(claimed.getOrDefault(id, one.at()), one.at()), UNTOUCHED, complaints);
            }
            deployment.ending().ifPresent(ending -> {
                Ending before = ended.put(id, ending);
                if (before != null && before != ending) {
                    complaints.add("a deployment has one ending", target, id + " ended " + before + " and then " + ending);
                }
                if (before == null && claimed.containsKey(id)) {
                    Duration untouched = deployment.plan().isPresent() && !changed.containsKey(id) ? UNTOUCHED : Duration.ZERO;
                    inTime(world, world.evidence().member(target), id, Duration.between(changed.getOrDefault(id, claimed.get(id)), one.at()), untouched, complaints);
                }
            });
        }
        world.evidence().deployments().stream().filter(one -> one.ending().isEmpty()).forEach(one ->
                complaints.add("every deployment ends", one.target().value(), one.id() + " has no ending"));
    }

    private static void inTime(World world, Member member, String id, Duration took, Duration untouched, Complaints complaints) {
        Duration most = Duration.ofSeconds(member.limits().most()).plus(SLACK).plus(world.sweep().multipliedBy(SWEEPS)).plus(untouched);
        if (took.compareTo(most) > 0) {
            complaints.add("a deployment ends within its limits", member.name(), id + " took " + took + ", allowed is " + most);
        }
    }

    /** The newest push that the policy chooses was seen by somebody: it has a deployment, or runs, or something stands against it. */
    private static void looked(World world, Member member, TargetState state, Complaints complaints) {
        List<Evidence.Arrival> newest = newest(world, member).filter(push -> there(world, push)).toList();
        if (!newest.isEmpty() && newest.stream().noneMatch(push -> met(world, member, state, push) || outranked(world, member, push))) {
            complaints.add("the newest push is not lost", member.name(), "%s was never looked at".formatted(newest.getFirst()));
        }
    }

    private static boolean met(World world, Member member, TargetState state, Evidence.Arrival push) {
        boolean pinned = state.chosen().filter(pin -> !pin.at().isBefore(push.at().minus(SKEW))).isPresent();
        // A tag that came back to what Slipway saw live was not missed, though somebody else may have changed that since.
        boolean live = state.healthy().stream().findFirst().filter(seen -> seen.release().images().values().stream().anyMatch(uri -> uri.endsWith(push.digest()))).isPresent();
        // By its last record: each began without an ending.
        Set<String> outdated = world.evidence().deployments().stream().filter(one -> outdated(world, member, push, one)).map(one -> one.id().value()).collect(Collectors.toSet());
        return recorded(world, member, push, one -> !outdated.contains(one.id().value())) || pinned || live || untimed(world, member, state, push) || Truth.of(world.aws(), member).serves(push.digest());
    }

    /**
     * A tag was put on an older image, and no event told. The sweep's rule finds it where the tag names another image than the ledger last recorded
     * for it, and a person's choice stands against what is older. So two are not found: a tag that was away and came back between two looks, and
     * one that was moved between a person's choice and the next look, since the registry does not tell which of the two was first.
     */
    private static boolean untimed(World world, Member member, TargetState state, Evidence.Arrival push) {
        if (!world.losesEvents() || member.policy() != Policy.EXACT || !world.evidence().further(push)) {
            return false;
        }
        boolean chosen = state.chosen().filter(pin -> pin.at().plus(world.sweep().multipliedBy(SWEEPS)).isAfter(push.at())).isPresent();
        return chosen || lastNamed(world, member, push).filter(push.digest()::equals).isPresent();
    }

    private static Optional<String> lastNamed(World world, Member member, Evidence.Arrival push) {
        return world.evidence().deployments().stream().filter(one -> one.target().value().equals(member.name()) && one.action() == Action.DEPLOY)
                .filter(one -> one.tag().filter(tag -> tag.value().equals(push.tag())).isPresent() && one.origin().at().isBefore(push.at()))
                .max(Comparator.comparing(one -> one.origin().at())).flatMap(Deployment::image).map(image -> image.digest().value());
    }

    /** A version that an older image carries by now, though no event told of it, is higher all the same: the registry says so to whoever looks. */
    private static boolean outranked(World world, Member member, Evidence.Arrival push) {
        return member.policy() == Policy.SEMVER && world.evidence().arrivals().stream()
                .filter(one -> one.repository().equals(member.repository()) && member.policy().chooses(one.tag()) && named(world, one))
                .anyMatch(one -> member.policy().order().compare(one, push) > 0);
    }

    /** A push of the second in which a deployment of it ended is answered by that: its event tells whole seconds. The end is by the clock of who wrote it, which may go ahead. */
    private static boolean recorded(World world, Member member, Evidence.Arrival push, Predicate<Deployment> how) {
        Instant second = push.at().truncatedTo(ChronoUnit.SECONDS);
        return world.evidence().records().stream().filter(one -> one.deployment().target().value().equals(member.name()) && how.test(one.deployment())
                && one.deployment().digests().stream().anyMatch(digest -> digest.value().equals(push.digest())))
                .anyMatch(one -> !one.at().isBefore(second) || one.deployment().endedAt().filter(end -> !end.isBefore(second)).isPresent());
    }

    /** Says whether the newest push ended as if something were newer, though no person asked for anything since, nor was an archived image pushed again. */
    private static boolean outdated(World world, Member member, Evidence.Arrival push, Deployment answer) {
        boolean superseded = answer.ending().equals(Optional.of(Ending.SUPERSEDED)) && !leftToPerson(world, answer) && !movedToNothing(world, answer);
        boolean refused = answer.ending().equals(Optional.of(Ending.NOT_CHANGED)) && answer.cause().filter(cause -> OUTDATED.contains(cause.code())).isPresent();
        Instant since = push.at().minus(SKEW);
        // Of a further tag that no event told nobody knows the time (seed 98000687).
        return answer.target().value().equals(member.name()) && (superseded || refused) && !unseen(world, member, push)
                && world.evidence().deployments().stream().noneMatch(one -> one.target().equals(answer.target()) && one.origin().byHand() && !one.origin().at().isBefore(since))
                && world.evidence().restored().stream().noneMatch(one -> one.repository().equals(member.repository()) && !one.digest().equals(push.digest()) && !one.at().isBefore(since));
    }

    /** What it was handed over to came to nothing, and a person was called to look at what was left: to them the image is known, and a lower one may be their fix (seed 210000871). */
    private static boolean leftToPerson(World world, Deployment answer) {
        return answer.endedAt().flatMap(end -> world.evidence().deployments().stream()
                        .filter(one -> one.target().equals(answer.target()) && one.claim() > answer.claim()).min(Comparator.comparing(Deployment::claim)))
                .flatMap(Deployment::cause).filter(cause -> cause.code().equals("Unwatched")).isPresent();
    }

    /** An exact tag had gone to another image, which its owner archived or deleted before it could be brought: of that people were told, and the tag names nothing else (seed 250004344). */
    private static boolean movedToNothing(World world, Deployment answer) {
        return answer.cause().filter(cause -> cause.code().equals(Missed.TAG_MOVED)).map(cause -> cause.facts().get(Missed.NAMES)).filter(names -> world.evidence().deployments().stream()
                .anyMatch(one -> one.target().equals(answer.target()) && NoImage.brought(one) && one.image().filter(image -> image.digest().value().equals(names)).isPresent())).isPresent();
    }

    /** Returns the newest push that the policy chooses; of several that nobody can tell apart, all. */
    private static Stream<Evidence.Arrival> newest(World world, Member member) {
        Comparator<Evidence.Arrival> order = member.policy().order();
        List<Evidence.Arrival> chosen = world.evidence().arrivals().stream().filter(one -> one.repository().equals(member.repository()) && member.policy().chooses(one.tag()))
                .filter(one -> !unseen(world, member, one) || recorded(world, member, one, _ -> true)).filter(one -> there(world, one) || brought(world, member, one)).toList();
        return chosen.stream().filter(one -> chosen.stream().allMatch(other -> order.compare(one, other) >= 0));
    }

    /**
     * An older image's further tag, of which no event told, is found for an exact tag alone: ECR keeps no time of it. Nor is an image found that has
     * lost its tag to another before anybody looked, an exact one too, though that other is gone by now.
     */
    private static boolean unseen(World world, Member member, Evidence.Arrival tagged) {
        return world.losesEvents() && (member.policy() != Policy.EXACT && world.evidence().further(tagged) || !named(world, tagged));
    }

    /** What was gone before anybody could bring it takes the place of nothing older. */
    private static boolean brought(World world, Member member, Evidence.Arrival push) {
        return world.evidence().deployments().stream().filter(one -> one.target().value().equals(member.name()) && !NoImage.brought(one))
                .anyMatch(one -> one.digests().stream().anyMatch(digest -> digest.value().equals(push.digest())));
    }

    private static boolean named(World world, Evidence.Arrival push) {
        return world.aws().ecr().pull(world.aws().place().registry() + "/" + push.repository() + ":" + push.tag()).filter(one -> one.digest().equals(push.digest())).isPresent();
    }

    private static boolean there(World world, Evidence.Arrival push) {
        return world.aws().ecr().pull(world.aws().place().registry() + "/" + push.repository() + "@" + push.digest()).isPresent();
    }
}
