package slipway.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;

/** 3. N deliveries of one push make one deployment; so do three tags on one digest. */
final class OncePerPush implements Invariant {
    /** An end is written down by a function's clock, which may be wrong by that. */
    private static final Duration CLOCKS = Duration.ofSeconds(30);

    @Override
    public int number() {
        return 3;
    }

    @Override
    public void check(World world, Complaints complaints) {
        again(world, complaints);
        Map<String, Integer> brought = new HashMap<>();
        for (Deployment one : world.evidence().deployments()) {
            if (one.action() == Action.DEPLOY && !one.origin().byHand() && one.change().isPresent() && one.image().isPresent()) {
                brought.merge(one.target() + " " + one.image().get().digest(), 1, Integer::sum);
            }
        }
        brought.forEach((what, times) -> {
            Member member = world.evidence().member(what.substring(0, what.indexOf(' ')));
            String digest = what.substring(what.indexOf(' ') + 1);
            Set<Integer> acts = new HashSet<>();
            world.evidence().arrivals().stream().filter(one -> one.digest().equals(digest) && one.repository().equals(member.repository()) && member.policy().chooses(one.tag()))
                    .forEach(one -> acts.add(one.act()));
            if (times > acts.size()) {
                complaints.add("one push is brought once", member.name(), "%s was pushed %d times and brought %d times".formatted(digest, acts.size(), times));
            }
        });
    }

    /** What brought a digest to its end answers every delivery of a push of before. */
    private static void again(World world, Complaints complaints) {
        Map<String, Evidence.Written> answered = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (Evidence.Written one : world.evidence().records()) {
            Deployment deployment = one.deployment();
            // What waited and was overtaken never began, whatever had an ending meanwhile.
            boolean waited = deployment.claim() == 0 && deployment.ending().equals(Optional.of(Ending.SUPERSEDED));
            if (deployment.action() != Action.DEPLOY || deployment.image().isEmpty() || waited) {
                continue;
            }
            String digest = deployment.image().get().digest().value();
            String what = deployment.target() + " " + digest;
            Evidence.Written before = answered.get(what);
            if (known.add(deployment.id().value()) && !deployment.origin().byHand() && before != null && !pushedSince(world, deployment, digest, before) && !overrun(world, digest, before, one)) {
                complaints.add("a delivery of what has ended begins nothing", deployment.target().value(), "%s is of %s, which had its ending at %s and was not pushed since"
                        .formatted(deployment.id(), digest, before.at()));
            }
            if (deployment.ending().filter(ending -> ending == Ending.SUCCEEDED || ending == Ending.ROLLED_BACK).isPresent()) {
                answered.merge(what, one, (first, later) -> first.deployment().id().equals(later.deployment().id()) ? first : later);
            }
        }
    }

    /** A push between two of this digest took its place, since the second was told late: then that is brought again. */
    private static boolean overrun(World world, String digest, Evidence.Written before, Evidence.Written again) {
        Member member = world.evidence().member(again.deployment().target().value());
        return world.evidence().records().stream().filter(one -> one.deployment().target().equals(again.deployment().target()) && one.deployment().claim() > 0)
                .filter(one -> one.at().isAfter(before.at()) && one.at().isBefore(again.at()))
                .flatMap(one -> one.deployment().image().stream()).map(image -> image.digest().value()).filter(other -> !other.equals(digest))
                .anyMatch(other -> newest(world, member, digest, again.at()).filter(mine ->
                        newest(world, member, other, again.at()).filter(its -> member.policy().order().compare(mine, its) > 0).isPresent()).isPresent());
    }

    private static Optional<Evidence.Arrival> newest(World world, Member member, String digest, Instant until) {
        return world.evidence().arrivals().stream().filter(one -> one.digest().equals(digest) && one.repository().equals(member.repository())
                && member.policy().chooses(one.tag()) && !one.at().isAfter(until)).max(member.policy().order());
    }

    /**
     * Or came back: after the first was pushed, and before it had its ending, another image was pushed and this one again after it, which took that one's
     * place in waiting and is a request of its own. A version lower than what is on its way never waits.
     */
    private static boolean pushedSince(World world, Deployment deployment, String digest, Evidence.Written before) {
        Member member = world.evidence().member(deployment.target().value());
        List<Evidence.Arrival> chosen = world.evidence().arrivals().stream()
                .filter(one -> one.repository().equals(member.repository()) && member.policy().chooses(one.tag())).toList();
        Instant first = before.deployment().origin().at();
        return chosen.stream().filter(one -> one.digest().equals(digest)).anyMatch(one -> one.at().isAfter(before.at().minus(CLOCKS))
                || member.policy() != Policy.SEMVER && chosen.stream().anyMatch(away -> !away.digest().equals(digest) && away.at().isAfter(first) && away.at().isBefore(one.at())));
    }
}
