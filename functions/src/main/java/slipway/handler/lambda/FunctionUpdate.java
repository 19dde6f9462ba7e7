package slipway.handler.lambda;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Shift;
import slipway.release.Traffic;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.Interrupted;
import slipway.rollout.PlatformChanges;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.FunctionChanges;
import slipway.rollout.lambda.FunctionNow;
import slipway.rollout.lambda.Functions;
import slipway.rollout.lambda.Shifting;
import slipway.rollout.lambda.Shifting.Where;
import slipway.rollout.lambda.Version;

/**
 * The writes to a function, one a step, since Lambda takes its time for each: the image, a version of it, the alias. Each
 * step looks for itself what has been done, so that it may be taken again.
 */
public record FunctionUpdate(LambdaFunction function, Supplier<Functions> functions, Supplier<FunctionChanges> changes) implements PlatformChanges {
    /** @throws BadInput if the version to go back to is gone: a function's version can't be made again with its number */
    @Override
    public Plan prepared(Plan plan) {
        if (!plan.baseline().pinned()) {
            throw new BadInput("the version that was last seen healthy is not there any more, so there is no way back: bring the function to a good state by hand first")
                    .with("function", function.function());
        }
        return plan;
    }

    @Override
    public Change change(Deployment deployment, boolean sent, InstantSource clock, Runnable last) {
        Plan plan = deployment.plan().orElseThrow();
        FunctionNow read = functions.get().now(function);
        Release to = read.alias().isPresent() ? plan.to() : plan.to().withRevision(read.latest().arn());
        Change before = deployment.change().orElse(new Change(to, Release.CODE, clock.instant()));
        Optional<Change> moved = read.alias().filter(_ -> before.release().revision().isPresent())
                .flatMap(alias -> shifted(new Shifting(plan, Optional.of(before)), alias, before, clock, last));
        if (moved.isPresent()) {
            return moved.get();
        }
        if (new Shifting(plan, Optional.of(before)).byAliasAlone(read)) {
            return before;
        }
        if (!read.latest().runs(plan.to().images().get(Release.CODE))) {
            bring(plan, read.latest(), deployment.change().isEmpty(), last);
            return before;
        }
        if (read.latest().changing() || read.latest().failed() || read.alias().isEmpty() || before.release().revision().isPresent()) {
            return before;
        }
        last.run();
        String published = changes.get().publish(read.latest());
        return new Change(plan.to().withRevision(published), Version.number(published), before.at());
    }

    /** Sends the next share of the calls to the new version; empty once all go there. A share that is there already was sent by a call whose reply was lost. */
    private Optional<Change> shifted(Shifting shifting, Alias alias, Change change, InstantSource clock, Runnable last) {
        Where where = shifting.where(alias);
        if (where == Where.BEHIND) {
            throw new TryAgain("the alias does not show yet what it was told").with("alias", alias.name()).with("version", alias.version());
        }
        if (where == Where.ELSEWHERE || where == Where.RETURNING) {
            throw new Interrupted("alias was moved by someone else in the meantime").with("alias", alias.name()).with("version", alias.version());
        }
        if (shifting.told() == Traffic.ALL) {
            return Optional.empty();
        }
        int next = shifting.next();
        Instant now = where == Where.TOLD ? sent(alias, shifting, next, clock, last) : clock.instant();
        // Nobody knows when a first share was sent whose reply was lost: what an alarm has said since the change began may be about it.
        Instant since = change.shift().map(Shift::since).orElse(where == Where.TOLD ? now : shifting.plan().since().orElse(change.at()));
        return Optional.of(new Change(change.release(), shifting.ours().orElseThrow(), change.at()).with(new Shift(next, now, since)));
    }

    /** Returns when, or a moment before. */
    private Instant sent(Alias alias, Shifting shifting, int share, InstantSource clock, Runnable last) {
        last.run();
        Instant now = clock.instant();
        changes.get().point(function.function(), alias, shifting.first(share), shifting.second(share));
        return now;
    }

    /**
     * Brings the image, if the code is still what was planned upon; an earlier release's alias was moved first, and that changed nothing in it.
     * An update that failed leaves the code as it was under another RevisionId: it was ours, and its reply was lost, or it was somebody's who changed nothing.
     */
    private void bring(Plan plan, Version latest, boolean first, Runnable last) {
        boolean unchanged = latest.runs(plan.running().images().get(Release.CODE));
        boolean planned = first ? latest.revisionId().equals(plan.rollout()) || unchanged && latest.update().is("Failed") : unchanged;
        if (!planned || !first && plan.to().revision().isEmpty()) {
            throw new Interrupted("function was changed by someone else in the meantime")
                    .with("function", function.function()).with("revision", latest.revisionId());
        }
        last.run();
        changes.get().code(latest, plan.to().images().get(Release.CODE));
    }

    /** A version can't be made again with its number. */
    @Override
    public Plan returnable(Plan plan) {
        return plan;
    }

    @Override
    public Restore restore(Deployment deployment, Instant at, Instant deadline, boolean sent, boolean keep, Runnable last) {
        Plan plan = deployment.plan().orElseThrow();
        FunctionNow now = functions.get().now(function);
        Restoring restoring = new Restoring(plan, deployment.change(), deployment.restore(), now);
        if (restoring.stale()) {
            throw new TryAgain("the function does not show the update yet").with("function", function.function());
        }
        if (restoring.untouched()) {
            return new Restore(Restore.Way.UNTOUCHED, restoring.baseline(), Optional.of(now.latest().number()), at, deadline);
        }
        if (restoring.changedByOthers()) {
            return new Restore(Restore.Way.LEFT, restoring.baseline(), Optional.of(now.latest().number()), at, deadline);
        }
        Optional<Release> left = keep ? restoring.left() : Optional.empty();
        if (left.isPresent()) {
            return new Restore(Restore.Way.KEPT, left.get(), Optional.of(now.latest().number()), at, deadline);
        }
        restoring.aliasBehind().ifPresent(alias -> {
            last.run();
            changes.get().point(function.function(), alias, restoring.version().orElseThrow(), Optional.empty());
        });
        if (restoring.codeBehind()) {
            code(now.latest(), restoring, last);
        }
        return deployment.restore().orElse(new Restore(Restore.Way.UPDATED, restoring.baseline(), Optional.of(now.latest().number()), at, deadline));
    }

    /** Once the alias is back that is written down first, whatever becomes of the code, which it can be asked for again: else what failed is not held. */
    private void code(Version latest, Restoring restoring, Runnable last) {
        last.run();
        try {
            changes.get().code(latest, restoring.code());
        } catch (BadInput | TryAgain refused) {
            if (restoring.aliasBehind().isEmpty()) {
                throw refused;
            }
        }
    }
}
