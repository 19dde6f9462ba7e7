package slipway.rollout.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Shift;
import slipway.release.Traffic;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.Causes;
import slipway.rollout.Lag;
import slipway.rollout.StopRequest;
import slipway.rollout.Unread;
import slipway.rollout.Verdict;
import slipway.rollout.Wishes;
import slipway.rollout.lambda.Shifting.Where;

/**
 * Decides what becomes of a function's change: the image is taken, a version is published, its smoke call is answered, the
 * alias is moved, at once or by steps, and all of it stays so. It reads nothing, not even a clock; the first rule that applies decides.
 */
public final class FunctionJudge {
    private final LambdaFunction function;
    private final Plan plan;
    private final Change change;
    private final Shifting shifting;
    private final FunctionReading reading;
    private final boolean takenOver;
    private final boolean passed;

    private FunctionJudge(LambdaFunction function, Deployment deployment, FunctionReading reading) {
        this.function = function;
        this.plan = deployment.plan().orElseThrow(() -> new IllegalStateException("a rollout has a plan"));
        this.change = deployment.change().orElseThrow(() -> new IllegalStateException("a rollout has a change"));
        this.shifting = new Shifting(plan, deployment.change());
        this.reading = reading;
        this.takenOver = deployment.death().filter(death -> unseenSince(deployment, death.at())).isPresent();
        this.passed = !smokeDue(function, deployment, reading) || reading.smoked().filter(Smoked::passed).isPresent();
    }

    /**
     * Says whether a smoke call is still to be answered: not if none is wanted, if what is brought was seen healthy before, or
     * if it was answered: only then does the alias move, and only then does health begin.
     */
    public static boolean smokeDue(LambdaFunction function, Deployment deployment, FunctionReading reading) {
        boolean moved = reading.published().flatMap(version -> reading.now().alias().filter(alias -> alias.reaches(version.number()))).isPresent();
        return function.smoke().isPresent() && !moved && deployment.plan().flatMap(plan -> plan.to().revision()).isEmpty()
                && deployment.progress().flatMap(Progress::healthySince).isEmpty();
    }

    /**
     * Judges a change.
     *
     * @param reading empty if AWS did not answer, which says nothing about health
     */
    public static Verdict decide(LambdaFunction function, Deployment deployment, Limits limits, Optional<FunctionReading> reading,
            Wishes wishes, Instant now) {
        if (reading.isEmpty()) {
            return unread(deployment, limits, wishes.stop(), now);
        }
        FunctionJudge judge = new FunctionJudge(function, deployment, reading.get());
        FunctionSight sight = FunctionSight.of(deployment, limits, reading.get().at(), judge.missing(), judge.proof(), judge.bake(limits),
                judge.change.at(), judge.change.shift().map(Shift::at).orElse(judge.change.at()), judge.plan.deadline(), now);
        return judge.decide(sight, limits, wishes, now);
    }

    /** Each share of the calls has a bake of its own; the last one's is that of every deployment. */
    private Duration bake(Limits limits) {
        return change.partly() ? plan.traffic().map(Traffic::bake).orElse(limits.bake()) : limits.bake();
    }

    private String proof() {
        return change.partly() ? "version " + shifting.ours().orElse("?") + " to prove itself with " + shifting.told() + " % of the calls" : "the release to prove itself";
    }

    private Verdict decide(FunctionSight sight, Limits limits, Wishes wishes, Instant now) {
        boolean proven = sight.healthyFor(bake(limits));
        return returned(now).<Verdict>map(cause -> new Verdict.RollBack(sight.progress(), cause))
                .or(() -> others(now).map(cause -> new Verdict.GiveWay(sight.progress(), cause)))
                .or(() -> wishes.stop().map(request -> new Verdict.RollBack(sight.progress(), Causes.stopped(request))))
                .or(() -> bad().map(cause -> new Verdict.RollBack(sight.progress(), cause)))
                .or(() -> proven && !change.partly() ? Optional.of(new Verdict.Settle(sight.progress())) : Optional.empty())
                .or(() -> now.isBefore(sight.progress().fair(plan.deadline())) ? Optional.empty()
                        : Optional.of(new Verdict.RollBack(sight.progress(), Causes.notSettled(limits.deadline(), sight.progress()))))
                .or(() -> wishes.handOver() && whole() ? Optional.of(new Verdict.HandOver(sight.progress())) : Optional.empty())
                .orElseGet(() -> ready(proven) ? new Verdict.GoOn(sight.soon()) : new Verdict.Wait(sight.progress()));
    }

    /** Between two steps: while Lambda is at work, the code's RevisionId changes once more, and who takes over would plan upon the old one, or upon weights that nobody knows of. */
    private boolean whole() {
        return !latest().changing() && (latest().runs(code()) || byAliasAlone() && shifting.isForeign(latest())) && reading.now().alias().filter(alias -> shifting.where(alias) != Where.TOLD).isEmpty();
    }

    private static Verdict unread(Deployment deployment, Limits limits, Optional<StopRequest> stop, Instant now) {
        Instant deadline = deployment.plan().orElseThrow(() -> new IllegalStateException("a rollout has a plan")).deadline();
        Progress progress = Unread.after(deployment, deadline, now);
        if (stop.isPresent()) {
            return new Verdict.RollBack(progress, Causes.stopped(stop.get()));
        }
        return now.isBefore(progress.fair(deadline)) ? new Verdict.Wait(progress)
                : new Verdict.RollBack(progress, Causes.noReading(limits.deadline(), progress));
    }

    /** The alias is where neither we nor the plan have it, or the code is neither the new nor the old one while that matters. */
    private Optional<Cause> others(Instant now) {
        return reading.now().alias().filter(alias -> isForeign(shifting.where(alias), now)).map(alias -> FunctionCauses.moved(alias, plan))
                .or(() -> byAliasAlone() || !shifting.isForeign(latest()) ? Optional.empty() : Optional.of(FunctionCauses.otherCode(latest())));
    }

    /** Says whether nobody has told or seen the alias where it should be since the owner died. */
    private static boolean unseenSince(Deployment deployment, Instant death) {
        return deployment.change().flatMap(Change::shift).filter(shift -> shift.at().isAfter(death)).isEmpty()
                && deployment.progress().flatMap(Progress::healthySince).filter(since -> since.isAfter(death)).isEmpty();
    }

    /** A dead owner may have gone back, and died before it had written that down: then the rest goes back too. */
    private Optional<Cause> returned(Instant now) {
        return reading.now().alias().filter(alias -> takenOver && (shifting.where(alias) == Where.RETURNING || shifting.where(alias) == Where.BEHIND && isForeign(Where.BEHIND, now)))
                .map(FunctionCauses::returned);
    }

    private boolean isForeign(Where where, Instant now) {
        return where == Where.ELSEWHERE || where == Where.RETURNING || where == Where.BEHIND && !now.isBefore(change.shift().orElseThrow().at().plus(Lag.LONGEST));
    }

    private Optional<Cause> bad() {
        // A failure of before the change, which an alias that moves first leaves there, is none of this deployment's.
        boolean ours = !byAliasAlone() && (latest().runs(code()) || !latest().revisionId().equals(plan.rollout()));
        if (latest().failed() && ours) {
            return Optional.of(FunctionCauses.notTaken(latest()));
        }
        return reading.published().filter(Version::failed).map(FunctionCauses::notPublished)
                .or(() -> reading.smoked().filter(one -> !one.passed()).map(one -> FunctionCauses.smoke(shifting.ours().orElse(Release.CODE), one)));
    }

    /** Says what is not as it should be; empty once the new image serves. */
    private Optional<String> missing() {
        if (!byAliasAlone() && !latest().runs(code())) {
            return Optional.of("the function to show the new image");
        }
        if (!byAliasAlone() && latest().changing()) {
            return Optional.of("Lambda to take the image; it says " + latest().amiss().words());
        }
        if (function.alias().isEmpty()) {
            return passed ? Optional.empty() : Optional.of("an answer to the smoke call");
        }
        return reading.published().map(this::missing).orElseGet(() -> Optional.of(shifting.ours().map("version %s to be shown"::formatted)
                .orElse("a version of the new code to be published")));
    }

    private Optional<String> missing(Version version) {
        if (!awake(version)) {
            return Optional.of("version " + version.number() + " to become active; it says " + version.amiss().words());
        }
        if (!passed) {
            return Optional.of("an answer to the smoke call of version " + version.number());
        }
        return reading.now().alias().flatMap(alias -> missing(alias, version.number()));
    }

    /** One that rests is woken by the smoke call; without that nobody may but its callers, and it may have none for weeks. */
    private boolean awake(Version version) {
        return version.callable() && (!version.rests() || function.smoke().isEmpty());
    }

    private Optional<String> missing(Alias alias, String number) {
        return switch (shifting.where(alias)) {
            case TOLD -> shifting.told() > 0 ? Optional.empty() : Optional.of(shifting.next() == Traffic.ALL
                    ? "alias %s to point to version %s; it points to %s".formatted(alias.name(), number, alias.version())
                    : "alias %s to send %d %% of its calls to version %s; it points to %s".formatted(alias.name(), shifting.next(), number, alias.words()));
            case AHEAD -> Optional.of("Update to write down that alias " + alias.name() + " points to " + alias.words());
            case BEHIND, RETURNING, ELSEWHERE -> Optional.of("alias " + alias.name() + " to show what it was told; it points to " + alias.words());
            case PROVISIONING -> Optional.of("Lambda to provision concurrency for version " + number + "; until then it sends all calls to " + alias.second().orElseThrow().version());
        };
    }

    /** Says whether Update has a next step to take: bring the code, publish it, or move the alias. */
    private boolean ready(boolean proven) {
        if (latest().changing()) {
            return false;
        }
        if (!byAliasAlone() && !latest().runs(code())) {
            // An earlier version is pointed to first, and its code follows; else this is a reading of before the change.
            return plan.to().revision().isPresent();
        }
        if (missing().isEmpty()) {
            return proven && change.partly();
        }
        return reading.now().alias().filter(this::movable).isPresent();
    }

    /** A version that was published, and does not show yet, has answered no smoke call: no caller is sent to it. */
    private boolean movable(Alias alias) {
        Where where = shifting.where(alias);
        return reading.published().map(version -> awake(version) && passed && (where == Where.TOLD || where == Where.AHEAD)).orElse(shifting.ours().isEmpty());
    }

    private boolean byAliasAlone() {
        return shifting.byAliasAlone(reading.now());
    }

    private Version latest() {
        return reading.now().latest();
    }

    private String code() {
        return plan.to().images().get(Release.CODE);
    }
}
