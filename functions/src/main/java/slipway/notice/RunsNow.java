package slipway.notice;

import java.util.Optional;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Restore;

/** What the target runs, as far as the deployment says it: the first thing that people ask. */
record RunsNow(Deployment deployment, Names names) {
    /** Of a request that came to nothing it is not known what runs. */
    private static final String ASKED = "what it was told to run before";

    /** The causes of a request that met a deployment on its way. */
    private static final Set<String> MET = Set.of("Turned", "Busy", "GoesBack");

    String words(Moment moment) {
        if (moment == Moment.OVERTAKEN) {
            return ASKED + "; nothing was touched for this one, the newer one tells its own ending";
        }
        if (moment == Moment.WAITING) {
            return ASKED + "; nothing is touched for this push until the freeze ends, and then only if it is still the newest";
        }
        return deployment.ending().map(this::runsAfter).orElseGet(this::runsMeanwhile);
    }

    private String runsAfter(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> brought() + counts();
            case ROLLED_BACK -> back(deployment).map(release -> names.release(release) + (Headline.byHand(deployment) ? "" : " again"))
                    .orElse("the baseline again")
                    + ", seen healthy" + counts() + ". Nobody has to act" + left();
            case NOT_CHANGED -> holder().map(id -> "what " + id + " makes of it, which is on its way and tells its own ending; this request changed nothing itself")
                    .orElseGet(() -> (Headline.changedByOthers(deployment) ? "what someone else brought" : same() ? names.label() + ", as before" : before()) + "; nothing was touched");
            case SUPERSEDED -> deployment.change().isEmpty() ? before() + "; nothing was touched for this one, the newer one tells its own ending"
                    : "what the newer one brings; it tells its own ending";
            case NEEDS_HUMAN -> deployment.kept() ? leftRunning() : deployment.backInVain() ? restored() : "not proven. A person has to look";
        };
    }

    /** Callers reach the alias; whoever brought the code may wonder what became of it. */
    private String left() {
        return deployment.restore().flatMap(Restore::code).map(code -> ". Its unpublished code, " + code + ", is someone else's and was left as it is: the alias does not lead there").orElse("");
    }

    private String restored() {
        return back(deployment).map(names::release).orElse("what it ran before") + " again, seen healthy" + counts() + ". The rollback that was asked for came to nothing: a person has to decide";
    }

    private String leftRunning() {
        return deployment.stays().map(stays -> names.release(stays) + ", as before: no call has reached " + names.label() + ". An earlier deployment had left it there, and it")
                .orElseGet(() -> brought() + Shares.partly(deployment) + ", which failed, and") + " was not taken back: the target's onFailure is leave. A person has to decide";
    }

    private String brought() {
        return deployment.change().map(Change::release).or(() -> deployment.plan().map(Plan::to)).map(names::release).orElse(names.label());
    }

    private String runsMeanwhile() {
        if (deployment.restore().isPresent()) {
            return "going back to " + back(deployment).map(names::release).orElse("the baseline");
        }
        if (deployment.change().isEmpty()) {
            return before() + "; nothing is touched yet";
        }
        if (deployment.progress().flatMap(Progress::live).isPresent()) {
            return brought() + counts() + ", and is watched";
        }
        return names.thing().equals("function") ? Shares.of(deployment, names) : "old and new side by side while it rolls out";
    }

    private boolean same() {
        return deployment.cause().filter(cause -> cause.code().equals("SameImage")).isPresent() && !names.label().isEmpty();
    }

    /** Returns the deployment that has the target, where this request only met it. */
    private Optional<String> holder() {
        return deployment.cause().filter(cause -> MET.contains(cause.code())).map(cause -> cause.facts().get("deployment"));
    }

    private String before() {
        return deployment.plan().map(plan -> names.release(plan.running())).filter(text -> !text.isEmpty()).orElse(ASKED);
    }

    /** Returns what it went back to: the baseline, or what a person's rollback asked for. */
    static Optional<Release> back(Deployment deployment) {
        return deployment.restore().map(Restore::release)
                .or(() -> deployment.plan().map(plan -> deployment.action() == Action.ROLLBACK ? plan.to() : plan.baseline().release()));
    }

    private String counts() {
        return deployment.progress().map(progress -> progress.counts()).filter(counts -> !counts.equals(Counts.NONE))
                .map(counts -> ": " + Story.counted(counts)).orElse("");
    }
}
