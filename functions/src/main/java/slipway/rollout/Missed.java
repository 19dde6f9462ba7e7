package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.rollout.Newest.Arrival;
import slipway.rollout.Sighting.Named;

/**
 * Which image no event told of, over what the registry and the ledger say; pure. An image is missed if it was pushed after its
 * target was first seen and the ledger knows nothing of it there (scenario 1), or if an exact tag names another one than the
 * ledger last recorded for that tag (scenario 32). What was pushed longer ago than the ledger remembers is not missed: it may have
 * known it.
 */
public final class Missed {
    /** An image of the repository under the tag by which the target follows it. */
    public record Candidate(Stored image, Tag tag) {
        /** Returns it as what came when it was pushed. */
        public Arrival arrival() {
            return new Arrival(Optional.of(tag), image.pushed());
        }
    }

    /** The cause of what was not brought since its tag named another image by then, which the fact {@link #NAMES} tells. */
    public static final String TAG_MOVED = "TagMoved";
    public static final String NAMES = "names";

    private Missed() {}

    /**
     * Returns what the ledger last knew the tag to name: by its records, or by what the sweep saw and took for known. A way back
     * carries the label of the release that it went to, and says nothing of what the tag names.
     *
     * @param recent the target's last deployments
     */
    public static Optional<Named> named(Tag tag, List<Deployment> recent, Sighting sighting) {
        List<Named> recorded = recent.stream().filter(one -> one.action() == Action.DEPLOY && one.tag().equals(Optional.of(tag)))
                .filter(one -> !yielded(one, recent) && !displaced(one, recent)).flatMap(one -> one.image().stream().map(image -> new Named(Optional.of(image.digest()), one.origin().at()))).toList();
        // A tag that was taken away and put back on the same image names what it named before.
        Stream<Named> seen = sighting.named().filter(named -> named.digest().isPresent() || recorded.isEmpty()).stream();
        return Stream.concat(seen, recorded.stream()).max(Comparator.comparing(Named::at));
    }

    /** Says whether its record tells what its tag named without any other: not of one that something took the place of. */
    public static boolean tells(Deployment one) {
        return !one.ending().equals(Optional.of(Ending.SUPERSEDED));
    }

    /** Says whether it found what the tag named by then, and that is recorded as pushed no earlier: of two within one second it was the older. */
    private static boolean yielded(Deployment one, List<Deployment> recent) {
        return one.cause().filter(cause -> cause.code().equals(TAG_MOVED)).map(cause -> cause.facts().get(NAMES)).filter(names -> recent.stream()
                .anyMatch(other -> other.tag().equals(one.tag()) && other.image().filter(image -> image.digest().value().equals(names)).isPresent()
                        && !other.origin().at().isBefore(one.origin().at()))).isPresent();
    }

    /** Says whether something newer took its place that is not recorded: that was of what was on its way then, and the tag had come back to it. */
    private static boolean displaced(Deployment one, List<Deployment> recent) {
        return one.claim() == 0 && one.ending().equals(Optional.of(Ending.SUPERSEDED))
                && one.cause().map(cause -> cause.facts().get(Claiming.BY)).filter(by -> recent.stream().noneMatch(other -> other.id().value().equals(by))).isPresent();
    }

    /**
     * Says when the image that an exact tag names now came to be named, if no event told; empty if it is known, or came
     * before the target was first seen.
     *
     * <p>When a tag was moved the registry does not tell. Where a person has chosen since the ledger last knew what it named,
     * the choice may be the later one, and stands.
     *
     * @param recorded whether the ledger has a deployment of that image
     * @param named what the ledger last knew
     * @param since from when on the ledger would know a push, as {@link #since} has it
     */
    public static Optional<Instant> moved(
            Stored names, boolean recorded, Optional<Named> named, Instant since, Optional<Pin> chosen, Instant now) {
        boolean fresh = names.pushed().isAfter(since) && !recorded;
        if (named.isEmpty()) {
            return fresh ? Optional.of(names.pushed()) : Optional.empty();
        }
        if (named.get().digest().equals(Optional.of(names.digest()))) {
            return fresh ? Optional.of(names.pushed()) : Optional.empty();
        }
        Instant last = named.get().at();
        if (fresh && names.pushed().isAfter(last)) {
            return Optional.of(names.pushed());
        }
        return chosen.filter(pin -> pin.at().isAfter(last)).isPresent() ? Optional.empty() : Optional.of(now);
    }

    /**
     * Returns from when on the ledger would know a push of the target's: since it was first seen, and no longer ago than a record is kept
     * after the end of its deployment, which never is before the push.
     */
    public static Instant since(Sighting sighting, Instant now, Duration history) {
        Instant remembered = now.minus(history);
        return sighting.since().isAfter(remembered) ? sighting.since() : remembered;
    }

    /** Returns what the target's policy chooses of all that is tagged, the newest by what newest means first. */
    public static List<Candidate> chosen(Tags tags, List<Stored> tagged) {
        return tagged.stream().filter(Stored::pullable)
                .flatMap(image -> TagPolicy.label(tags, unattached(image)).map(tag -> new Candidate(image, tag)).stream())
                .sorted((one, other) -> Newest.newer(tags, one.arrival(), other.arrival()) ? -1
                        : Newest.newer(tags, other.arrival(), one.arrival()) ? 1 : one.tag().value().compareTo(other.tag().value())).toList();
    }

    /** Says whether a push that the ledger knows is newer than the candidate: then that one was chosen, and nothing was missed. What was no image was not. */
    public static boolean outdone(Tags tags, Candidate candidate, List<Deployment> recent) {
        return recent.stream().filter(one -> !one.origin().byHand() && !NoImage.brought(one)).filter(one -> one.tag().filter(tag -> TagPolicy.follows(tags, tag)).isPresent())
                .anyMatch(one -> Newest.newer(tags, Arrival.of(one), candidate.arrival()));
    }

    /** Says whether this image's last deployment found that it can't run; one that came back to the registry after that is another push. */
    public static boolean empty(Stored image, Optional<Deployment> last) {
        return last.filter(NoImage::brought).filter(one -> one.endedAt().filter(end -> image.pushed().isAfter(end)).isEmpty()).isPresent();
    }

    private static java.util.Set<Tag> unattached(Stored image) {
        return image.tags().stream().filter(tag -> !Artifact.attached(tag)).collect(java.util.stream.Collectors.toSet());
    }
}
