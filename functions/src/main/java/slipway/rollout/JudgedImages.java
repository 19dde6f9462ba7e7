package slipway.rollout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.EcrHost;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Said;
import slipway.release.Tag;

/** What an ending proves of images: which are held on the target, which no more, and which is live; pure. */
public final class JudgedImages {
    private JudgedImages() {}

    /**
     * Returns the holds on the images that failed here, or that a person left; none where nothing went back. What is held is of
     * the target's own repository, since only that comes back by a push, and does not run in the release that it went back to.
     *
     * @param state before what was left is forgotten
     * @param own the repository that the target follows
     */
    public static List<Hold> holds(Deployment ended, TargetState state, Repository own) {
        boolean wentBack = ended.restore().isPresent() && ended.restore().get().way() != Restore.Way.UNTOUCHED;
        boolean deployFailed = ended.action() == Action.DEPLOY && wentBack;
        boolean left = ended.action() == Action.ROLLBACK && ended.ending().equals(Optional.of(Ending.ROLLED_BACK));
        if (!deployFailed && !left) {
            return List.of();
        }
        Plan plan = ended.plan().orElseThrow();
        Set<Digest> bad = left ? digests(plan.running(), own) : brought(ended, own);
        bad.removeAll(digests(Closing.runs(ended), own));
        String why = left ? "a person rolled it back" + ended.origin().reason().map(": "::concat).orElse("")
                : ended.cause().map(Cause::sentence).orElse("it was rolled back");
        Optional<String> person = left ? ended.origin().said().flatMap(Said::by) : Optional.empty();
        return bad.stream().map(digest -> new Hold(ended.target(), digest, ended.id(), left ? label(state, digest) : ended.tag(), person,
                ended.endedAt().orElseThrow(), why)).toList();
    }

    /** What a person left is known by the label under which it was seen healthy; its deployment's own label is that of what it brought. */
    private static Optional<Tag> label(TargetState state, Digest digest) {
        return state.healthy().stream().filter(seen -> seen.release().images().values().stream().anyMatch(uri -> uri.endsWith("@" + digest)))
                .findFirst().flatMap(Seen::tag);
    }

    /** Returns the digests that a person has chosen although they may be held, and that were seen healthy: they are held no more. */
    public static Set<Digest> proven(Deployment ended, Repository own) {
        boolean chosen = ended.action() == Action.ROLLBACK ? ended.ending().equals(Optional.of(Ending.ROLLED_BACK))
                : ended.origin().byHand() && ended.ending().equals(Optional.of(Ending.SUCCEEDED));
        return chosen ? brought(ended, own) : Set.of();
    }

    /**
     * Returns the own image that is live now, if the ending proves it; none where only other repositories' containers got an image.
     *
     * @param followed the containers whose image the target deploys; empty: those of its repository
     */
    public static Optional<String> live(Deployment ended, Repository own, List<String> followed) {
        if (ended.image().filter(image -> image.repository().equals(own)).isEmpty()) {
            return Optional.empty();
        }
        return switch (ended.ending().orElseThrow()) {
            case SUCCEEDED -> container(ended, followed).map(name -> ended.plan().orElseThrow().to().images().get(name)).map(image -> named(image, own));
            case ROLLED_BACK -> container(ended, followed).map(name -> Closing.runs(ended).images().get(name)).map(image -> named(image, own));
            case NOT_CHANGED, SUPERSEDED, NEEDS_HUMAN -> Optional.empty();
        };
    }

    /** By the host that is written, without a tag beside the digest. */
    private static String named(String image, Repository own) {
        return own.digest(image).map(digest -> new Image(own, digest).uri(image)).orElse(image);
    }

    /**
     * The container that the deployment's own image goes to; a rollback by hand may change a sidecar too. A function runs a
     * child of the index that was pushed. Where another container runs the same already, it is not the one that changed.
     */
    private static Optional<String> container(Deployment ended, List<String> followed) {
        return ended.plan().flatMap(plan -> ended.image().flatMap(image -> {
            Predicate<Map.Entry<String, String>> pushed = to -> image.repository().digest(to.getValue()).equals(Optional.of(image.digest()));
            Predicate<Map.Entry<String, String>> own = to -> image.repository().digest(to.getValue()).isPresent();
            Predicate<Map.Entry<String, String>> changed = to -> !EcrHost.same(to.getValue(), plan.before().images().get(to.getKey()));
            return Stream.of(pushed.and(changed), pushed, own.and(changed), own)
                    .flatMap(fits -> plan.to().serving().entrySet().stream().filter(to -> followed.isEmpty() || followed.contains(to.getKey())).filter(fits)).map(Map.Entry::getKey).findFirst();
        }));
    }

    /** The own images of what it brought, and the image by which it came: a function runs a child of that. */
    private static Set<Digest> brought(Deployment ended, Repository own) {
        Set<Digest> all = ended.plan().map(plan -> digests(plan.to(), own)).orElseGet(LinkedHashSet::new);
        ended.image().filter(image -> image.repository().equals(own)).map(Image::digest).ifPresent(all::add);
        return all;
    }

    /** Nothing where what it runs names no digest of the repository. */
    private static Set<Digest> digests(Release release, Repository own) {
        return release.serving().values().stream().flatMap(image -> own.digest(image).stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
