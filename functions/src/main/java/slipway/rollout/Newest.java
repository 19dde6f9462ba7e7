package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Tag;
import slipway.release.Tags;

/**
 * Which of two images is the newer, by what newest means to the target: with a range of versions the higher version, whenever
 * it was pushed (scenario 4); else the later event (scenario 2), also where one of the two has no version, and between equal
 * versions. For an exact tag it is what the tag names now, which only the registry knows; this rule orders its events.
 */
public final class Newest {
    /**
     * An image that came, or is to come.
     *
     * @param tag the label by which it came; absent where it is unknown, or does not count since a person chose it
     * @param at when it was pushed or asked for
     */
    public record Arrival(Optional<Tag> tag, Instant at) {
        /** What a person asks for is ordered by time: they may mean a lower version. */
        public static Arrival of(Request request) {
            return new Arrival(request.origin().byHand() ? Optional.empty() : request.tag(), request.origin().at());
        }

        /** What a deployment brings. */
        public static Arrival of(Deployment deployment) {
            return new Arrival(deployment.tag(), deployment.origin().at());
        }

        /** What was seen healthy, whoever brought it: its version is what runs. */
        public static Arrival of(Seen seen) {
            return new Arrival(seen.tag(), seen.pushed());
        }
    }

    /** The cause of what was not brought since a higher version ran. */
    private static final String LOWER = "LowerVersion";
    private static final String STALE = "Stale";
    /** The causes of what something newer, by its version or its time, kept from being brought. */
    private static final Set<String> YIELDED = Set.of(LOWER, STALE, Claiming.SUPERSEDED);

    private Newest() {}

    /** Says whether the one is newer than the other; of two that came at the same time neither is. */
    public static boolean newer(Tags tags, Arrival one, Arrival other) {
        int versions = versions(tags, one, other).map(both -> both.one().compareTo(both.other())).orElse(0);
        return versions == 0 ? one.at().isAfter(other.at()) : versions > 0;
    }

    /** Says whether both came by the same label: by the same version, where versions are compared. */
    static boolean same(Tags tags, Arrival one, Arrival other) {
        return versions(tags, one, other).map(both -> both.one().compareTo(both.other()) == 0).orElseGet(() -> one.tag().equals(other.tag()));
    }

    /**
     * Returns why a push is not brought over what was seen healthy; empty if it is the newest. Where times decide, also of what was
     * live before: a person may have brought something older past Slipway since, and that does not make way for an older push.
     *
     * @param healthy what was seen healthy, what runs now first
     */
    public static Optional<Cause> outdated(Tags tags, Arrival pushed, List<Seen> healthy) {
        return healthy.stream().findFirst().flatMap(live -> outdated(tags, pushed, Arrival.of(live)))
                .or(() -> healthy.stream().filter(seen -> tags.kind() != Tags.Kind.SEMVER && seen.pushed().isAfter(pushed.at())).findFirst()
                        .map(seen -> stale(pushed, "one that was live here already", seen.pushed())));
    }

    /** Returns why a push is not brought over what runs; empty if it is the newer, or as new. */
    public static Optional<Cause> outdated(Tags tags, Arrival pushed, Arrival runs) {
        if (!newer(tags, runs, pushed)) {
            return Optional.empty();
        }
        return versions(tags, pushed, runs).filter(both -> both.one().compareTo(both.other()) != 0)
                .map(both -> Cause.of(LOWER, "Version " + both.one().written() + " is lower than " + both.other().written()
                                + ", which runs now: a push never takes a target to a lower version. Start it by hand if you mean it.")
                        .with("version", both.one().written()).with("runs", both.other().written()))
                .or(() -> Optional.of(stale(pushed, "what runs now", runs.at())));
    }

    /** Says whether something newer kept the deployment from bringing its image as the version by which it came, and the arrival is of a higher one. */
    public static boolean refusedAsLower(Tags tags, Deployment one, Arrival arrival) {
        return one.change().isEmpty() && YIELDED.contains(NoImage.why(one))
                && versions(tags, arrival, Arrival.of(one)).filter(both -> both.one().compareTo(both.other()) > 0).isPresent();
    }

    /**
     * Returns why a push is not brought over what was never seen healthy and was left. What comes later may be a lower version: it may be the fix.
     *
     * @param left what was being brought
     */
    static Optional<Cause> beforeLeft(Tags tags, Arrival pushed, Arrival left) {
        return newer(tags, left, pushed) && left.at().isAfter(pushed.at()) ? Optional.of(stale(pushed, "what was left running here", left.at())) : Optional.empty();
    }

    private static Cause stale(Arrival pushed, String before, Instant at) {
        return Cause.of(STALE, "It was pushed at " + pushed.at() + ", before " + before + " (" + at + "): an older push never undoes a newer one.");
    }

    private record Both(Version one, Version other) {}

    private static Optional<Both> versions(Tags tags, Arrival one, Arrival other) {
        return tags.kind() != Tags.Kind.SEMVER ? Optional.empty()
                : one.tag().flatMap(Version::of).flatMap(first -> other.tag().flatMap(Version::of).map(second -> new Both(first, second)));
    }
}
