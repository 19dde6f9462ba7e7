package slipway.rollout.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.rollout.Causes;
import slipway.rollout.Unread;
import slipway.rollout.Verdict;

/** Decides whether a function is the baseline again: the alias on its version, the unpublished code its image. */
public final class FunctionRestoreJudge {
    private static final Duration LONGEST_BAKE = Duration.ofSeconds(30);

    private final Plan plan;
    private final Restore restore;
    private final Shifting shifting;
    private final FunctionReading reading;

    private FunctionRestoreJudge(Deployment deployment, FunctionReading reading) {
        this.plan = deployment.plan().orElseThrow(() -> new IllegalStateException("a restore has a plan"));
        this.restore = begun(deployment);
        this.shifting = new Shifting(plan, deployment.change());
        this.reading = reading;
    }

    /** Judges a restore: Settle if the baseline is back, GoOn if a step of it is still to be made. */
    public static Verdict decide(Deployment deployment, Limits limits, Optional<FunctionReading> reading, Instant now) {
        if (reading.isEmpty()) {
            return unread(deployment, now);
        }
        FunctionRestoreJudge judge = new FunctionRestoreJudge(deployment, reading.get());
        Duration bake = limits.bake().compareTo(LONGEST_BAKE) < 0 ? limits.bake() : LONGEST_BAKE;
        FunctionSight sight = FunctionSight.of(deployment, limits, reading.get().at(), judge.missing(), "the baseline to prove itself",
                bake, judge.restore.at(), judge.restore.at(), judge.restore.deadline(), now);
        return judge.decide(sight, bake, now);
    }

    private Verdict decide(FunctionSight sight, Duration bake, Instant now) {
        return others().<Verdict>map(cause -> new Verdict.GiveWay(sight.progress(), cause))
                .or(() -> impossible().map(cause -> new Verdict.RollBack(sight.progress(), cause)))
                .or(() -> sight.healthyFor(bake) ? Optional.of(new Verdict.Settle(sight.progress())) : Optional.empty())
                .or(() -> now.isBefore(sight.progress().fair(restore.deadline())) ? Optional.empty() : Optional.of(new Verdict.RollBack(sight.progress(),
                        Causes.notRestored(restore, "not within " + Causes.time(Duration.between(restore.at(), restore.deadline()))
                                + ", it last waited for " + sight.progress().waitsFor()))))
                .orElseGet(() -> ready() ? new Verdict.GoOn(sight.soon()) : new Verdict.Wait(sight.progress()));
    }

    /** Returns somebody else's unpublished code beside an alias that goes back, in words. */
    public static Optional<String> left(Deployment deployment, FunctionReading reading) {
        FunctionRestoreJudge judge = new FunctionRestoreJudge(deployment, reading);
        return reading.now().alias().filter(_ -> judge.foreign()).map(_ -> FunctionCauses.code(judge.latest()));
    }

    private static Verdict unread(Deployment deployment, Instant now) {
        Restore restore = begun(deployment);
        Progress progress = Unread.after(deployment, restore.deadline(), now);
        return now.isBefore(progress.fair(restore.deadline())) ? new Verdict.Wait(progress) : new Verdict.RollBack(progress,
                Causes.notRestored(restore, "AWS gave no reading at the last " + progress.unread() + " looks"));
    }

    private static Restore begun(Deployment deployment) {
        return deployment.restore().orElseThrow(() -> new IllegalStateException("a restore has begun"));
    }

    private Optional<Cause> others() {
        return reading.now().alias().filter(alias -> !back(alias) && shifting.where(alias) == Shifting.Where.ELSEWHERE).map(alias -> FunctionCauses.moved(alias, plan))
                .or(() -> reading.now().alias().isEmpty() && foreign() ? Optional.of(FunctionCauses.otherCode(latest())) : Optional.empty());
    }

    /** What no waiting mends: Lambda did not take the old image back, or its version is gone. First the calls go back, where an alias can still do that. */
    private Optional<Cause> impossible() {
        if (latest().failed() && latest().runs(code()) && reading.now().alias().filter(one -> !back(one)).isEmpty()) {
            return Optional.of(Causes.notRestored(restore, FunctionCauses.notTaken(latest()).sentence()));
        }
        return reading.published().filter(Version::failed)
                .map(version -> Causes.notRestored(restore, FunctionCauses.notPublished(version).sentence()));
    }

    private Optional<String> missing() {
        Optional<String> alias = reading.now().alias().filter(one -> !back(one)).map(one -> one.second().isPresent()
                ? "alias %s to send all calls to version %s; it points to %s".formatted(one.name(), wanted().orElse("?"), one.words())
                : "alias %s to point to version %s; it points to %s".formatted(one.name(), wanted().orElse("?"), one.version()));
        if (alias.isPresent()) {
            return alias;
        }
        if (!foreign() && !latest().runs(code())) {
            return Optional.of("the function to have its old code back");
        }
        return !foreign() && latest().changing() ? Optional.of("Lambda to take the old image back; it says " + latest().amiss().words())
                : reading.published().filter(version -> !version.callable())
                        .map(version -> "version " + version.number() + " to become active; it says " + version.amiss().words());
    }

    /** Says whether Roll back has a next step to take: something is still ours, and can be taken back now. Calls do not wait for the code, which an alias does not need. */
    private boolean ready() {
        return reading.now().alias().filter(one -> !back(one)).isPresent() || !latest().changing() && missing().isPresent() && !foreign() && !latest().runs(code());
    }

    private boolean back(Alias alias) {
        return wanted().filter(alias::sendsAllTo).isPresent();
    }

    private Version latest() {
        return reading.now().latest();
    }

    private String code() {
        return restore.release().images().get(Release.CODE);
    }

    /** Callers don't reach it where there is an alias: then it is left to whoever brought it, and the alias goes back all the same. */
    private boolean foreign() {
        return shifting.isForeign(latest()) && !latest().runs(code());
    }

    private Optional<String> wanted() {
        return restore.release().revision().map(Version::number);
    }
}
