package slipway.handler;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.rollout.Drifting;
import slipway.rollout.Ledger;
import slipway.rollout.Missed;
import slipway.rollout.NoImage;
import slipway.rollout.Registry;
import slipway.rollout.Sighting;
import slipway.rollout.Stored;
import slipway.rollout.TargetState;

/** Asks the registry for the image that each target should have been told of, and lists a repository once for all that follow it. */
final class MissedPushes {
    /** How far back the ledger is asked what a tag named; the sweep remembers it too. */
    private static final int RECENT = 20;
    /** So many of the newest images may be none to run before the sweep looks no further. */
    private static final int MANIFESTS = 5;

    private final Wiring wiring;
    private final Ledger ledger;
    private final Registry registry;
    private final Execution execution;
    private final Map<Repository, List<Stored>> listed = new HashMap<>();

    MissedPushes(Wiring wiring, Registry registry, Execution execution) {
        this.wiring = wiring;
        this.ledger = wiring.ledger();
        this.registry = registry;
        this.execution = execution;
    }

    /** Returns the start of what was missed; what an exact tag names is remembered where it is known. */
    Optional<Routed.Start> find(Target target, TargetState state, Sighting sighting) {
        Repository repository = wiring.repository(target);
        return target.tags().kind() == Tags.Kind.EXACT ? named(target, repository, state, sighting) : newest(target, repository, state, sighting);
    }

    private Optional<Routed.Start> named(Target target, Repository repository, TargetState state, Sighting sighting) {
        Tag tag = new Tag(target.tags().pattern());
        // What is on its way back from the archive is not known yet: it is found once it can be brought.
        Optional<Stored> found = registry.find(repository, new Reference(Optional.empty(), Optional.of(tag), Optional.empty())).filter(Stored::pullable);
        Optional<Digest> names = found.map(Stored::digest);
        List<Deployment> recent = recent(target, tag, names);
        boolean recorded = names.flatMap(digest -> ledger.records().lastOf(target.name(), digest)).isPresent();
        Optional<Sighting.Named> before = Missed.named(tag, recent, sighting);
        Optional<Instant> moved = found
                .flatMap(image -> Missed.moved(image, recorded, before, since(sighting), state.chosen(), execution.startTime()))
                .filter(_ -> !runs(new Image(repository, names.orElseThrow()), state, recent))
                .filter(_ -> registry.notDeployable(repository, names.orElseThrow()).isEmpty());
        if (moved.isEmpty()) {
            remember(names, state, sighting);
        }
        return moved.map(at -> start(target, state, new Image(repository, names.orElseThrow()), tag, at));
    }

    /** What runs, as the last ending proved, need not be brought: a tag that came back to it was moved, not missed. */
    private static boolean runs(Image image, TargetState state, List<Deployment> recent) {
        return state.claim().isEmpty() && state.handed().isEmpty() && Drifting.proven(recent)
                && state.healthy().stream().findFirst().filter(seen -> Drifting.all(seen.release(), image)).isPresent();
    }

    /** Most often the newest record is of what the tag names: then no more of them are read. */
    private List<Deployment> recent(Target target, Tag tag, Optional<Digest> names) {
        List<Deployment> newest = ledger.records().latest(target.name(), 1);
        boolean settled = newest.stream().filter(one -> one.action() == Action.DEPLOY && Missed.tells(one))
                .anyMatch(one -> one.tag().equals(Optional.of(tag)) && one.image().map(Image::digest).equals(names));
        return settled ? newest : ledger.records().latest(target.name(), RECENT);
    }

    /** Not at each look: a write is dearer than a read, and only another image or a person's choice makes it matter. */
    private void remember(Optional<Digest> names, TargetState state, Sighting sighting) {
        boolean same = sighting.named().filter(before -> before.digest().equals(names))
                .filter(before -> state.chosen().filter(pin -> pin.at().isAfter(before.at())).isEmpty()).isPresent();
        if (!same) {
            ledger.sightings().put(sighting.named(names, execution.startTime()));
        }
    }

    private Optional<Routed.Start> newest(Target target, Repository repository, TargetState state, Sighting sighting) {
        List<Missed.Candidate> chosen = Missed.chosen(target.tags(), listed.computeIfAbsent(repository, registry::tagged));
        for (Missed.Candidate candidate : chosen.stream().limit(MANIFESTS).toList()) {
            if (!candidate.image().pushed().isAfter(since(sighting))) {
                return Optional.empty();
            }
            Digest digest = candidate.image().digest();
            Optional<Deployment> last = LastOf.image(ledger.records(), target.name(), target.tags(), digest, candidate.arrival());
            // Known to be no image is not enough: what was pushed before that may be missed all the same.
            if (last.filter(one -> !NoImage.brought(one)).isPresent() || Missed.outdone(target.tags(), candidate, ledger.records().latest(target.name(), RECENT))) {
                return Optional.empty();
            }
            if (!Missed.empty(candidate.image(), last) && registry.notDeployable(repository, digest).isEmpty()) {
                return Optional.of(start(target, state, new Image(repository, digest), candidate.tag(), candidate.image().pushed()));
            }
        }
        return Optional.empty();
    }

    private Instant since(Sighting sighting) {
        return Missed.since(sighting, execution.startTime(), wiring.settings().history());
    }

    private Routed.Start start(Target target, TargetState state, Image image, Tag tag, Instant at) {
        Origin origin = new Origin(Origin.By.SWEEP, at, Optional.empty());
        return new Routed.Start(DeploymentId.of(target.name(), image.digest() + "@" + execution.name(), state.lastClosed()),
                new Routed.OfPush(target.name(), Again.push(image, Optional.of(tag), origin)));
    }
}
