package slipway.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.release.DeploymentId;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.rollout.Ledger;
import slipway.rollout.TagPolicy;

/** Finds the targets that follow an image, and names the deployment of each. */
final class Followers {
    private final Settings settings;
    private final Ledger ledger;

    Followers(Settings settings, Ledger ledger) {
        this.settings = settings;
        this.ledger = ledger;
    }

    /** Returns the account of the registry that the target follows. */
    String account(Target target) {
        return target.registry().orElse(settings.account());
    }

    /** Starts a deployment for each target whose policy chooses the push's tag. */
    Routed route(Push push, Set<Tag> tags) {
        List<Target> following = ledger.targets().following(push.repository()).stream()
                .filter(target -> account(target).equals(push.account())).toList();
        if (following.isEmpty()) {
            return Routed.ignored("no target follows " + push.account() + "/" + push.repository());
        }
        List<Routed.Start> starts = new ArrayList<>();
        for (Target target : following) {
            asFollowed(target, push, tags).ifPresent(chosen -> starts.add(start(target, chosen)));
        }
        String names = Fields.some(following.stream().map(target -> target.name() + " follows " + words(target.tags())).toList());
        return starts.isEmpty()
                ? Routed.ignored("no target chooses " + (tags.isEmpty() ? "an image without a tag" : Fields.some(tags)) + ": " + names)
                : Routed.start(starts.size() + " of " + following.size() + " targets that follow " + push.repository()
                        + " deploy " + push.digest().brief(), starts);
    }

    /** Names the deployment that this push makes on the target: with versions also by its own, since events of two within one second may differ in that alone. */
    Routed.Start start(Target target, Push push) {
        long lastClosed = ledger.claims().read(target.name()).lastClosed();
        String version = push.tag().filter(_ -> target.tags().kind() == Tags.Kind.SEMVER).map(tag -> "@" + tag).orElse("");
        return new Routed.Start(DeploymentId.of(target.name(), push.digest() + "@" + push.at() + version, lastClosed),
                new Routed.OfPush(target.name(), push));
    }

    /** Returns the push under the tag by which the target follows it; an image without tags is followed by those that follow any. */
    private static Optional<Push> asFollowed(Target target, Push push, Set<Tag> tags) {
        if (tags.isEmpty()) {
            return target.tags().kind() == Tags.Kind.ANY ? Optional.of(push) : Optional.empty();
        }
        return TagPolicy.label(target.tags(), tags).map(push::labelled);
    }

    /** Returns what is followed, in words. */
    static String words(Tags tags) {
        return switch (tags.kind()) {
            case ANY -> "any tag";
            case SEMVER -> "versions " + tags.pattern();
            case EXACT, GLOB, REGEX -> tags.pattern();
        };
    }
}
