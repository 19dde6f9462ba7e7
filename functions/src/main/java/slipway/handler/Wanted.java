package slipway.handler;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.ImageDefinitions;
import slipway.release.Imprint;
import slipway.release.LiveTag;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.rollout.BadInput;
import slipway.rollout.Fault;
import slipway.rollout.Hold;
import slipway.rollout.Imprints;
import slipway.rollout.Missed;
import slipway.rollout.Newest;
import slipway.rollout.Newest.Arrival;
import slipway.rollout.Stored;
import slipway.rollout.TagPolicy;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;

/** Turns what was asked for into an image, or says why it is not to be deployed: gone, stale, held, overtaken. */
final class Wanted {
    /** What becomes of the question. */
    sealed interface Answer {}

    /** Bring this, of which its registry knows that. */
    record Bring(Deployment deployment, Imprint imprint) implements Answer {}

    /** Bring to each of these containers its image. */
    record BringEach(Bring bring, Map<String, Image> images) implements Answer {}

    /** Do not; {@code kind} is the state machine's word for it. */
    record Not(String kind, Cause cause) implements Answer {}

    private final Wiring wiring;
    private final Target target;
    private final TargetState state;

    Wanted(Wiring wiring, Target target, TargetState state) {
        this.wiring = wiring;
        this.target = target;
        this.state = state;
    }

    Answer image(Deployment deployment) {
        return deployment.origin().byHand() ? chosen(deployment) : pushed(deployment);
    }

    private Answer chosen(Deployment deployment) {
        Repository repository = wiring.repository(target);
        Optional<ImageDefinitions> several = ImageDefinitions.in(deployment.asked());
        if (several.isPresent()) {
            return new Defined(wiring.aws().registry(), wiring.aws().imprints()).bring(deployment, several.get(), repository);
        }
        Reference reference = reference(deployment.asked());
        if (reference.repository().filter(named -> !named.equals(repository)).isPresent()) {
            throw new BadInput("image is of another repository than the target follows: choose an image of the target's repository")
                    .with("image", deployment.asked()).with("repository", repository.uri());
        }
        Stored stored = wiring.aws().registry().find(repository, reference)
                .orElseThrow(() -> new BadInput("image is not in the target's repository: check the tag or digest, or push it first")
                        .with("image", deployment.asked()).with("repository", repository.uri()));
        requirePullable(stored);
        wiring.aws().registry().notDeployable(repository, stored.digest()).ifPresent(why -> {
            throw new BadInput("image can't be deployed: name the tag or the digest of the whole image").with("image", deployment.asked()).with("why", why);
        });
        return new Bring(deployment.withImage(new Image(repository, stored.digest()), label(deployment, reference, stored)), imprint(wiring.aws().imprints(), repository, stored));
    }

    private Answer pushed(Deployment deployment) {
        Image image = deployment.image().orElseThrow(() -> new BadInput("push names no image"));
        boolean exact = target.tags().kind() == Tags.Kind.EXACT;
        Optional<Tag> tag = deployment.tag();
        Repository followed = wiring.repository(target);
        if (!image.repository().equals(followed) || tag.filter(one -> !TagPolicy.follows(target.tags(), one)).isPresent()) {
            // Its document may have changed since Claim, while this waited for somebody else's rollout.
            return new Not("NotChanged", Cause.of("FollowedNoMore", "The target's document was changed meanwhile, and it does not follow this image any more: it follows "
                    + Followers.words(target.tags()) + " of " + followed.name() + " now. Start it by hand if you want it.")
                    .with("repository", image.repository().uri()).with("followed", followed.uri()));
        }
        Reference reference = exact && tag.isPresent()
                ? new Reference(Optional.empty(), tag, Optional.empty())
                : new Reference(Optional.empty(), Optional.empty(), Optional.of(image.digest()));
        Optional<Stored> stored = wiring.aws().registry().find(image.repository(), reference);
        if (stored.filter(named -> !named.digest().equals(image.digest())).isPresent()) {
            // First: what the ledger last knew a tag to name is not what is only held, of two pushes within one second.
            return new Not("Superseded", Cause.of(Missed.TAG_MOVED, "The tag " + tag.map(Tag::value).orElse("") + " names another image by now, "
                    + stored.get().digest().brief() + "; that one is deployed instead.")
                    .with(Missed.NAMES, stored.get().digest().value()).with(Moved.PUSHED, stored.get().pushed().toString()));
        }
        Optional<Hold> hold = wiring.ledger().holds().find(target.name(), image.digest());
        if (hold.isPresent()) {
            return new Not("NotChanged", hold.get().cause(Held.RELEASE));
        }
        if (stored.filter(there -> there.status() != Stored.Status.ARCHIVED).isEmpty()) {
            String gone = exact && tag.isPresent() ? "The tag " + tag.get() + " names no image any more: it, or the image, was deleted from the registry before it could be deployed."
                    : "The image was deleted from the registry before it could be deployed.";
            return new Not("NotChanged", Cause.of("ImageGone", stored.isEmpty() ? gone
                    : "The image was archived before it could be deployed: restore it, and start it by hand."));
        }
        Optional<Cause> outdated = exact ? Optional.empty() : Newest.outdated(target.tags(), Arrival.of(deployment), state.healthy());
        if (outdated.isPresent()) {
            return new Not("NotChanged", outdated.get());
        }
        requirePullable(stored.get());
        // A replication tells no media type, and an attestation under a usual tag has an image's: only its manifest says what it is.
        return wiring.aws().registry().notDeployable(image.repository(), image.digest())
                .<Answer>map(why -> new Not("NotChanged", Cause.of("NotAnImage", "What was pushed is no image to run: " + why + ".")))
                .orElseGet(() -> new Bring(deployment, imprint(wiring.aws().imprints(), image.repository(), stored.get())));
    }

    /** What a manifest that was just read says; for what is only told, no deployment waits. */
    static Imprint imprint(Imprints imprints, Repository repository, Stored stored) {
        try {
            return imprints.read(repository, stored.digest()).pushed(stored.pushed());
        } catch (Fault e) {
            return Imprint.NONE.pushed(stored.pushed());
        }
    }

    /**
     * What runs is known by its own tags too (scenario 4): before a target's first deployment nothing was seen healthy by us, and a further
     * version that what runs was tagged with may not have been told yet. Not where something runs that was never seen healthy: a fix may be lower.
     */
    Optional<Cause> lowerThanRuns(Deployment deployment, Release running) {
        boolean asks = target.tags().kind() == Tags.Kind.SEMVER && !deployment.origin().byHand() && deployment.action() == Action.DEPLOY
                && state.healthy().stream().findFirst().filter(seen -> !seen.release().sameImages(running)).isEmpty();
        Repository repository = wiring.repository(target);
        return !asks ? Optional.empty() : running.serving().values().stream().flatMap(uri -> repository.digest(uri).stream())
                .flatMap(digest -> Stream.concat(Stream.of(digest), index(repository, digest).stream())).distinct()
                .flatMap(digest -> wiring.aws().registry().find(repository, new Reference(Optional.empty(), Optional.empty(), Optional.of(digest))).stream())
                .flatMap(stored -> TagPolicy.label(target.tags(), stored.tags()).stream())
                .flatMap(label -> Newest.outdated(target.tags(), Arrival.of(deployment), new Arrival(Optional.of(label), Instant.EPOCH)).stream()).findFirst();
    }

    /** Returns what was pushed where a function runs a child of it: a child has no tags. */
    private Optional<Digest> index(Repository repository, Digest child) {
        return wiring.ledger().records().lastOf(target.name(), child).flatMap(Deployment::image).filter(image -> image.repository().equals(repository)).map(Image::digest);
    }

    /** An older push does not go over what was left to a person either, though that was never seen healthy. Of an exact tag the registry tells what is the newest. */
    Optional<Cause> beforeWhatWasLeft(Deployment deployment, Release running) {
        boolean asks = target.tags().kind() != Tags.Kind.EXACT && !deployment.origin().byHand() && deployment.action() == Action.DEPLOY;
        return state.handed().filter(_ -> asks).flatMap(left -> left.outdates(target.tags(), Arrival.of(deployment), running));
    }

    /** The label by which a person's image came; with versions, the image's own if the person named only the digest. Slipway's own tag is none. */
    private Optional<Tag> label(Deployment deployment, Reference reference, Stored stored) {
        return reference.tag().or(deployment::tag).filter(tag -> !LiveTag.is(tag))
                .or(() -> target.tags().kind() == Tags.Kind.SEMVER ? TagPolicy.label(target.tags(), stored.tags()) : Optional.empty());
    }

    /** What comes back from the archive is waited for: ECR restores what is pushed again by itself, within 20 minutes. */
    static void requirePullable(Stored stored) {
        switch (stored.status()) {
            case ACTIVE -> { }
            case RESTORING -> throw new TryAgain("image is still being restored from ECR's archive: start it by hand once it is active").with("digest", stored.digest());
            case ARCHIVED -> throw new BadInput("image is archived and can't be pulled: restore it first").with("digest", stored.digest());
        }
    }

    private static Reference reference(String text) {
        try {
            return Reference.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput("image should be a tag, a digest (sha256:…) or an ECR URI", e).with("image", text);
        }
    }
}
