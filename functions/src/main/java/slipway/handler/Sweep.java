package slipway.handler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.rollout.BadInput;
import slipway.rollout.Executions;
import slipway.rollout.Ledger;
import slipway.rollout.Registry;
import slipway.rollout.Stored;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;

/** Finds what no event told, since ECR's events are best effort, and what waits though nobody will start it. */
final class Sweep {
    private final Settings settings;
    private final Ledger ledger;
    private final Registry registry;
    private final Supplier<Executions> executions;
    private final Execution execution;
    private final Instant now;
    private final List<String> unread = new ArrayList<>();

    Sweep(Wiring wiring, Registry registry, Supplier<Executions> executions, Execution execution) {
        this.settings = wiring.settings();
        this.ledger = wiring.ledger();
        this.now = wiring.clock().instant();
        this.registry = registry;
        this.executions = executions;
        this.execution = execution;
    }

    /** Looks at every target once; one that can't be read is named and does not hold up the others. */
    Routed run() {
        List<Target> targets = ledger.targets().all();
        List<Routed.Start> starts = targets.stream().flatMap(target -> look(target).stream()).toList();
        String why = targets.size() + " targets looked at, " + starts.size() + " to start"
                + (unread.isEmpty() ? "" : "; not read: " + Fields.some(unread));
        return new Routed(Routed.Kind.Swept, why, starts);
    }

    private Optional<Routed.Start> look(Target target) {
        TargetState state = ledger.claims().read(target.name());
        boolean abandoned = abandoned(target, state);
        if (abandoned) {
            // Also where something waits: what the dead owner left half done is brought to an end before that begins.
            return state.claim().map(claim -> Recover.start(target.name(), claim.deployment(), execution.name()));
        }
        if (state.waiting().isPresent()) {
            return Again.waiting(state, execution.name());
        }
        return target.tags().kind() == Tags.Kind.EXACT && !state.healthy().isEmpty() ? missed(target, state) : Optional.empty();
    }

    /** A request must not wait for the end of a deployment that has died; the start's Claim takes over. */
    private boolean abandoned(Target target, TargetState state) {
        try {
            return state.claim().filter(claim -> Owner.dead(claim, executions.get(), now).isPresent()).isPresent();
        } catch (BadInput | TryAgain e) {
            unread.add(target.name() + " (" + Fields.brief(e.getMessage()) + ")");
            return false;
        }
    }

    /** The tag names an image that the ledger has never seen here, and that is newer than what was last seen healthy. */
    private Optional<Routed.Start> missed(Target target, TargetState state) {
        Tag tag = new Tag(target.tags().pattern());
        String account = target.registry().orElse(settings.account());
        Repository repository = new Repository(account, settings.region(), target.repository());
        return find(target, repository, tag)
                .filter(found -> found.pushed().isAfter(state.healthy().getFirst().pushed()))
                .filter(found -> ledger.records().lastOf(target.name(), found.digest()).isEmpty())
                .map(found -> new Routed.Start(
                        DeploymentId.of(target.name(), found.digest() + "@" + execution.name(), state.lastClosed()),
                        new Routed.OfPush(target.name(), Again.push(new Image(repository, found.digest()), Optional.of(tag),
                                new Origin(Origin.By.SWEEP, found.pushed(), Optional.empty())))));
    }

    private Optional<Stored> find(Target target, Repository repository, Tag tag) {
        try {
            return registry.find(repository, new Reference(Optional.empty(), Optional.of(tag), Optional.empty()));
        } catch (BadInput | TryAgain e) {
            unread.add(target.name() + " (" + Fields.brief(e.getMessage()) + ")");
            return Optional.empty();
        }
    }
}
