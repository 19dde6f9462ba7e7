package slipway.handler.ecs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Changes;
import slipway.rollout.Interrupted;
import slipway.rollout.Lag;
import slipway.rollout.PlatformChanges;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.ServiceHistory;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;
import slipway.rollout.TryAgain;

/**
 * The writes to an ECS service: a task definition that differs from the running one in its images alone, one UpdateService,
 * and the way back.
 */
public record ServiceUpdate(EcsService service, Supplier<Services> services, Supplier<Changes> changes, Supplier<ServiceHistory> history) implements PlatformChanges {
    /**
     * A baseline whose revision names a tag would start whatever the tag names by then: so a copy that names digests is
     * registered first (scenario 31), with the new revision where both start from the running one.
     */
    @Override
    public Plan prepared(Plan plan) {
        Baseline baseline = plan.baseline();
        String running = plan.running().revision().orElseThrow();
        String basis = baseline.release().revision().orElseThrow();
        boolean known = plan.to().revision().isPresent();
        if (!baseline.pinned() && !known && basis.equals(running)) {
            List<String> both = changes.get().revisions(running, List.of(baseline.release().images(), plan.to().images()));
            return plan.with(baseline.withPinned(both.getFirst())).withRevision(both.getLast());
        }
        Plan safe = baseline.pinned() ? plan : plan.with(baseline.withPinned(changes.get().revision(basis, baseline.release().images())));
        return known ? safe : safe.withRevision(changes.get().revision(running, plan.to().images()));
    }

    @Override
    public Change change(Deployment deployment, boolean sent, InstantSource clock, Runnable last) {
        Plan plan = deployment.plan().orElseThrow();
        String revision = plan.to().revision().orElseThrow();
        if (sent) {
            requireNotBack(deployment, revision);
        }
        Changes.Updated made = changes.get().update(service, plan.rollout(), revision, last);
        // By ECS's clock, as an alarm's word is by CloudWatch's: a call whose reply was lost made it earlier, a look that took long (seed 70016172) makes it later.
        return new Change(plan.to(), made.rollout(), made.since(), made.replaced());
    }

    /** An update whose reply was lost may have failed by now: it is sent no second time, and what came back is nobody else's change. */
    private void requireNotBack(Deployment deployment, String revision) {
        wentBack(revision, deployment.startedAt()).ifPresent(why -> {
            throw new Interrupted("the service went back from what was brought while nobody watched").with("taskDefinition", revision).with("reason", why);
        });
    }

    /** No service can be told to run a revision that was deregistered since; a copy of it can be registered, as long as it can be read. */
    @Override
    public Plan returnable(Plan plan) {
        Baseline baseline = plan.baseline();
        try {
            return baseline.release().revision().filter(this::inactive).filter(gone -> !runs(gone)).map(gone -> plan.with(baseline.withPinned(changes.get().revision(gone, baseline.release().images())))).orElse(plan);
        } catch (BadInput refused) {
            // ECS may take the service back all the same, and else says what it lacks.
            return plan;
        }
    }

    /** A reading that fails keeps nothing from going back. */
    private boolean inactive(String revision) {
        try {
            return services.get().revision(revision).filter(one -> !one.active()).isPresent();
        } catch (TryAgain unread) {
            return false;
        }
    }

    /** Where ECS has gone back there by itself its tasks run on, and need no copy of their revision. */
    private boolean runs(String revision) {
        try {
            return services.get().now(service).filter(now -> now.primary().taskDefinition().equals(revision)).isPresent();
        } catch (TryAgain unread) {
            return false;
        }
    }

    /** ECS may be going back already, the service deployment may be stopped, or the service is updated. */
    @Override
    public Restore restore(Deployment deployment, Instant at, Instant deadline, boolean sent, boolean keep, Runnable last) {
        ServiceNow now = services.get().now(service).orElseThrow(() -> new BadInput("the service is gone, so it can't be rolled back")
                .with("service", service.service()));
        Plan plan = deployment.plan().orElseThrow();
        Release baseline = plan.baseline().release();
        Rollout primary = now.primary();
        if (deployment.change().filter(change -> Lag.possible(now, plan, change, at)).isPresent()) {
            throw new TryAgain("the service does not show the update yet").with("deployment", deployment.change().get().rollout());
        }
        boolean taken = taken(plan);
        if (primary.id().equals(plan.rollout()) && deployment.change().isEmpty() && !taken) {
            // Where ECS takes the deployment before ours up again, what it has gone back from shows nowhere but among its service deployments.
            boolean back = sent && plan.to().revision().flatMap(revision -> wentBack(revision, deployment.startedAt())).isPresent();
            return new Restore(back ? Restore.Way.WATCHED : Restore.Way.UNTOUCHED, baseline, Optional.of(primary.id()), at, deadline);
        }
        boolean ours = ours(deployment, plan, primary);
        if (!ours && deployment.change().isEmpty() && !taken && now.deployments().stream().noneMatch(one -> plan.to().revision().equals(Optional.of(one.taskDefinition())))
                && (!sent || neverBegan(deployment, plan))) {
            // Somebody else came between Plan and Update, or while AWS refused Update's calls: theirs runs, and nothing of ours ever did.
            return new Restore(Restore.Way.UNTOUCHED, baseline, Optional.of(primary.id()), at, deadline);
        }
        if (ours) {
            Optional<String> stuck = primary.givenUp() ? stuck(primary) : Optional.empty();
            return (keep ? new Restore(Restore.Way.KEPT, deployment.change().map(Change::release).orElse(plan.to()), Optional.of(primary.id()), at, deadline) : turned(primary, plan, baseline, at, deadline, last)).stuck(stuck);
        }
        if (baseline.revision().equals(Optional.of(primary.taskDefinition()))) {
            return new Restore(Restore.Way.WATCHED, baseline, Optional.of(primary.id()), at, deadline);
        }
        boolean before = !taken && plan.running().revision().equals(Optional.of(primary.taskDefinition()));
        if (before && keep && !plan.running().sameImages(baseline)) {
            // ECS goes back to what an earlier deployment had left to a person: there it stays.
            return new Restore(Restore.Way.KEPT, plan.running(), Optional.of(primary.id()), at, deadline);
        }
        if (before
                || plan.baseline().copyOf().equals(Optional.of(primary.taskDefinition()))
                || taken && deployment.change().flatMap(change -> wentBack(change.release().revision().orElseThrow(), change.at())).isPresent()) {
            // ECS goes back to a revision that names a tag, and would start what the tag names now, or to another than was seen healthy: the pinned copy takes over.
            return updated(primary, baseline, at, deadline, last);
        }
        // Of what was taken over and never watched nothing has failed.
        Restore.Way way = taken && deployment.change().isEmpty() ? Restore.Way.UNTOUCHED : Restore.Way.LEFT;
        return new Restore(way, baseline, Optional.of(primary.id()), at, deadline);
    }

    /** Where Update was asked again, its first call may have been refused: then ECS knows of no rollout. Roll back looks again until ECS must know. */
    private boolean neverBegan(Deployment deployment, Plan plan) {
        try {
            return deployment.restore().isEmpty() && plan.to().revision().filter(revision -> history.get().began(service, revision, deployment.startedAt())).isEmpty();
        } catch (BadInput untold) {
            return false;
        }
    }

    /** Who may not read the history goes by what the service shows, and brings what is asked for. */
    private Optional<String> wentBack(String revision, Instant since) {
        try {
            return history.get().wentBack(service, revision, since);
        } catch (BadInput unreadable) {
            return Optional.empty();
        }
    }

    /** Says whether the service runs the very revision that is brought, since an earlier deployment had told it so. */
    private static boolean taken(Plan plan) {
        return plan.there() && plan.to().revision().filter(made -> !plan.running().revision().equals(Optional.of(made))).isEmpty();
    }

    /** Why ECS could not go back is only told: no way back waits for that. */
    private Optional<String> stuck(Rollout primary) {
        try {
            return history.get().stuck(service, primary.taskDefinition(), primary.createdAt());
        } catch (BadInput | TryAgain unread) {
            return Optional.empty();
        }
    }

    private Restore turned(Rollout primary, Plan plan, Release baseline, Instant at, Instant deadline, Runnable last) {
        boolean cameFromBaseline = baseline.revision().equals(plan.running().revision()) && !plan.there();
        if (cameFromBaseline && !primary.completed() && stopped(primary, last)) {
            return new Restore(Restore.Way.STOPPED, baseline, Optional.empty(), at, deadline);
        }
        return updated(primary, baseline, at, deadline, last);
    }

    /** Where ECS refuses to stop its service deployment there is another way back. */
    private boolean stopped(Rollout primary, Runnable last) {
        try {
            return changes.get().stop(service, primary.taskDefinition(), last).isPresent();
        } catch (BadInput refused) {
            return false;
        }
    }

    private Restore updated(Rollout primary, Release baseline, Instant at, Instant deadline, Runnable last) {
        try {
            Changes.Updated made = changes.get().update(service, primary.id(), baseline.revision().orElseThrow(), last);
            return new Restore(Restore.Way.UPDATED, baseline, Optional.of(made.rollout()), at, deadline, made.replaced());
        } catch (Interrupted changed) {
            // The claim is still ours, or this says otherwise: so PRIMARY has changed since it was read, perhaps by ECS's own rollback.
            last.run();
            throw new TryAgain("the service changed while it was to go back", changed).with("deployment", primary.id());
        }
    }

    /** By its id, or, where Update's reply was lost, by the images that its revision names. */
    private boolean ours(Deployment deployment, Plan plan, Rollout primary) {
        return deployment.change().map(change -> change.rollout().equals(primary.id())).orElseGet(() -> taken(plan) ? primary.id().equals(plan.rollout())
                : services.get().revision(primary.taskDefinition()).map(Revision::images)
                        .filter(images -> images.equals(plan.to().images())).isPresent());
    }
}
