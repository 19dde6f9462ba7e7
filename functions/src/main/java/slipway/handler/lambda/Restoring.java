package slipway.handler.lambda;

import java.util.Optional;
import slipway.release.Change;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.FunctionNow;
import slipway.rollout.lambda.Shifting;
import slipway.rollout.lambda.Shifting.Where;
import slipway.rollout.lambda.Version;

/** What of a function is still to be brought back, of what was planned, changed and is there now; pure. */
record Restoring(Plan plan, Optional<Change> change, Optional<Restore> begun, FunctionNow now) {
    Release baseline() {
        return plan.baseline().release();
    }

    String code() {
        return baseline().images().get(Release.CODE);
    }

    Optional<String> version() {
        return baseline().revision().map(Version::number);
    }

    /**
     * Says whether nothing of this deployment is there, nor of one that it took over from: the alias and the code are what they were. Once Update has changed
     * something, that looks the same after a step back whose reply was lost; if its reply was lost too, only Lambda's being at
     * work tells.
     */
    boolean untouched() {
        return begun.isEmpty() && change.isEmpty() && !plan.there() && now.alias().filter(alias -> !shifting().isPlanned(alias)).isEmpty()
                && plan.running().share().isEmpty() && now.latest().runs(running())
                && (now.latest().revisionId().equals(plan.rollout()) || !now.latest().failed() && !now.latest().changing());
    }

    /** Says whether Lambda still tells of the code as it was before Update changed it; an earlier release's alias moves before the code. */
    boolean stale() {
        return begun.isEmpty() && change.isPresent() && plan.to().revision().isEmpty() && !running().equals(ours()) && now.latest().revisionId().equals(plan.rollout());
    }

    /**
     * Says whether the alias points, or the code is, where neither this deployment nor the one before has brought it. Of a function with an alias the code
     * counts only while nothing of ours is, or was, reached by callers; else the alias goes back, whatever the code is.
     */
    boolean changedByOthers() {
        boolean alias = now.alias().filter(one -> !isBack(one) && shifting().where(one) == Where.ELSEWHERE).isPresent();
        boolean codeCounts = now.alias().isEmpty() || begun.isEmpty() && shifting().ours().isEmpty() && aliasBehind().isEmpty();
        return alias || codeCounts && foreign();
    }

    private boolean foreign() {
        return shifting().isForeign(now.latest()) && !now.latest().runs(code());
    }

    /**
     * Returns what is to be left where the target leaves what failed: what this deployment has brought, once callers reach that; until then
     * what an earlier one had left, since callers are not to be moved from there either. Empty if it is only code that serves nobody:
     * that may be taken back by itself.
     *
     * @throws TryAgain if Lambda has not said yet whether it takes the new code
     */
    Optional<Release> left() {
        if (begun.isPresent()) {
            return Optional.empty();
        }
        if (now.alias().isPresent()) {
            return aliasBehind().map(alias -> shifting().told() == 0 && shifting().isPlanned(alias) ? plan.running() : brought());
        }
        boolean taken = now.latest().runs(ours()) && !now.latest().failed();
        if (!taken && (running().equals(code()) || plan.unserved())) {
            return Optional.empty();
        }
        if (now.latest().changing()) {
            // It is shown from the start of the update on, and serves nobody before its end.
            throw new TryAgain("Lambda has not said yet whether it takes the new code").with("revision", now.latest().revisionId());
        }
        return Optional.of(taken ? brought() : plan.running());
    }

    private Release brought() {
        return change.map(Change::release).orElse(plan.to());
    }

    Optional<Alias> aliasBehind() {
        return now.alias().filter(alias -> !isBack(alias));
    }

    /** Says whether the code is to be brought back now; while Lambda is at work it can't be, a failed update is made good once, and somebody else's is theirs. */
    boolean codeBehind() {
        return !now.latest().changing() && !foreign() && (!now.latest().runs(code()) || begun.isEmpty() && now.latest().failed());
    }

    private boolean isBack(Alias alias) {
        return version().filter(alias::sendsAllTo).isPresent();
    }

    private Shifting shifting() {
        return new Shifting(plan, change);
    }

    private String running() {
        return plan.running().images().get(Release.CODE);
    }

    private String ours() {
        return plan.to().images().get(Release.CODE);
    }
}
