package slipway.handler.lambda;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.Interrupted;
import slipway.rollout.PlatformChanges;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.FunctionChanges;
import slipway.rollout.lambda.FunctionNow;
import slipway.rollout.lambda.Functions;
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
    public Change change(Deployment deployment, Instant now, Runnable last) {
        Plan plan = deployment.plan().orElseThrow();
        FunctionNow read = functions.get().now(function);
        Release to = read.alias().isPresent() ? plan.to() : plan.to().withRevision(read.latest().arn());
        Change before = deployment.change().orElse(new Change(to, Release.CODE, now));
        Optional<String> version = before.release().revision().map(Version::number);
        Optional<Alias> behind = read.alias().filter(alias -> version.filter(number -> !number.equals(alias.version())).isPresent());
        if (behind.isPresent()) {
            return pointed(plan, behind.get(), before, version.get(), last);
        }
        if (!read.latest().runs(plan.to().images().get(Release.CODE))) {
            bring(plan, read.latest(), deployment.change().isEmpty(), last);
            return before;
        }
        if (read.latest().changing() || read.latest().failed() || read.alias().isEmpty() || version.isPresent()) {
            return before;
        }
        last.run();
        String published = changes.get().publish(read.latest());
        return new Change(plan.to().withRevision(published), Version.number(published), before.at());
    }

    private Change pointed(Plan plan, Alias alias, Change change, String version, Runnable last) {
        if (alias.split() || !plan.running().revision().map(Version::number).equals(Optional.of(alias.version()))) {
            throw new Interrupted("alias was moved by someone else in the meantime").with("alias", alias.name()).with("version", alias.version());
        }
        last.run();
        changes.get().point(function.function(), alias, version);
        return new Change(change.release(), version, change.at());
    }

    /** Brings the image, if the code is still what was planned upon; an earlier release's alias was moved first, and that changed nothing in it. */
    private void bring(Plan plan, Version latest, boolean first, Runnable last) {
        boolean planned = first ? latest.revisionId().equals(plan.rollout()) : latest.runs(plan.running().images().get(Release.CODE));
        if (!planned || !first && plan.to().revision().isEmpty()) {
            throw new Interrupted("function was changed by someone else in the meantime")
                    .with("function", function.function()).with("revision", latest.revisionId());
        }
        last.run();
        changes.get().code(latest, plan.to().images().get(Release.CODE));
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
        if (keep && restoring.serving()) {
            return new Restore(Restore.Way.KEPT, restoring.baseline(), Optional.of(now.latest().number()), at, deadline);
        }
        restoring.aliasBehind().ifPresent(alias -> {
            last.run();
            changes.get().point(function.function(), alias, restoring.version().orElseThrow());
        });
        if (restoring.codeBehind()) {
            last.run();
            changes.get().code(now.latest(), restoring.code());
        }
        return deployment.restore().orElse(new Restore(Restore.Way.UPDATED, restoring.baseline(), Optional.of(now.latest().number()), at, deadline));
    }
}
