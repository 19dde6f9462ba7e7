package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Progress;

/**
 * Decides what becomes of a rollout. It reads nothing, not even a clock; the first rule that applies decides, and what no
 * rule knows is waited for until the deadline, never taken for success.
 */
public final class Judge {
    private static final Duration NEARLY = Duration.ofMinutes(1);

    private final Deployment deployment;
    private final Plan plan;
    private final Change change;
    private final Limits limits;
    private final Sight sight;

    private Judge(Deployment deployment, Limits limits, Observation reading, Instant now) {
        this.deployment = deployment;
        this.plan = deployment.plan().orElseThrow(() -> new IllegalStateException("a rollout has a plan"));
        this.change = deployment.change().orElseThrow(() -> new IllegalStateException("a rollout has a change"));
        this.limits = limits;
        Signals signals = Signals.of(reading, deployment.progress().orElse(Progress.start(0)));
        Optional<String> missing = Health.stale(reading, change.rollout(), Lag.possible(reading.service(), plan, change, now) ? Set.of(reading.service().primary().id()) : Set.of(plan.rollout()))
                .or(() -> new Health(reading).missing(signals.note(limits.crashes())));
        this.sight = Sight.of(deployment, limits, reading, missing, signals, change.at(), limits.bake(), plan.deadline(), now);
    }

    /**
     * Judges a rollout.
     *
     * @param deployment planned and changed
     * @param reading empty if AWS did not answer, which says nothing about health
     */
    public static Verdict decide(Deployment deployment, Limits limits, Optional<Observation> reading, Wishes wishes, Instant now) {
        return reading.map(seen -> new Judge(deployment, limits, seen, now).decide(wishes))
                .orElseGet(() -> unread(deployment, limits, wishes.stop(), now));
    }

    /** Judges a restore: Settle if the baseline runs again, RollBack if that can't be proven, GiveWay if someone else changed it. */
    public static Verdict restored(Deployment deployment, Limits limits, Optional<Observation> reading, Instant now) {
        return RestoreJudge.decide(deployment, limits, reading, now);
    }

    private Verdict decide(Wishes wishes) {
        return lost()
                .or(this::scaledToZero)
                .or(() -> wishes.stop().map(request -> new Verdict.RollBack(sight.progress(), Causes.stopped(request))))
                .or(this::certain)
                .or(this::repeated)
                .or(this::settled)
                .or(this::late)
                .or(() -> wishes.handOver() ? handedOver() : Optional.empty())
                .orElseGet(() -> new Verdict.Wait(sight.progress()));
    }

    /** A person who wants it back does not wait for a reading either: Roll back looks for itself. */
    private static Verdict unread(Deployment deployment, Limits limits, Optional<StopRequest> stop, Instant now) {
        Plan plan = deployment.plan().orElseThrow(() -> new IllegalStateException("a rollout has a plan"));
        Progress progress = Unread.after(deployment, plan.deadline(), now);
        if (stop.isPresent()) {
            return new Verdict.RollBack(progress, Causes.stopped(stop.get()));
        }
        return now.isBefore(end(progress, plan.deadline(), limits.bake()))
                ? new Verdict.Wait(progress)
                : new Verdict.RollBack(progress, Causes.noReading(limits.deadline(), progress));
    }

    /** Ours is not PRIMARY: ECS gave it up, the service went back to what it ran, or someone else changed it. */
    private Optional<Verdict> lost() {
        ServiceNow service = sight.reading().service();
        String primary = service.primary().id();
        if (primary.equals(change.rollout()) || Lag.possible(service, plan, change, sight.now())) {
            return Optional.empty();
        }
        Optional<Rollout> failed = sight.reading().rollout().filter(Rollout::givenUp);
        if (failed.isPresent()) {
            return Optional.of(new Verdict.RollBack(sight.progress(), Causes.givenUp(failed.get(), service, sight.signals())));
        }
        boolean back = Stream.of(plan.running().revision().filter(ran -> !change.release().revision().equals(Optional.of(ran))), plan.baseline().release().revision(), plan.baseline().copyOf()).flatMap(Optional::stream)
                .anyMatch(service.primary().taskDefinition()::equals);
        // What failed may be listed no more by the next look; the events still tell of it.
        Optional<Cause> told = sight.reading().events().stream().flatMap(event -> Wording.givenUp(event.message(), change.rollout()).stream()).findFirst()
                .map(why -> Causes.givenUp(change.rollout(), why, service, sight.signals()));
        return Optional.of(back || plan.there() && told.isPresent()
                ? new Verdict.RollBack(sight.progress(), told.orElseGet(() -> Causes.wentBack(service, change.rollout(), sight.signals())))
                : new Verdict.GiveWay(sight.progress(), Causes.someoneElse(service, change.rollout())));
    }

    private Optional<Verdict> scaledToZero() {
        return sight.reading().service().desired() > 0
                ? Optional.empty()
                : Optional.of(new Verdict.GiveWay(sight.progress(), Causes.scaledToZero(sight.reading().service())));
    }

    private Optional<Verdict> certain() {
        return sight.signals().last(Signal.Weight.DECIDES).map(Signal::cause)
                .or(() -> sight.reading().rollout().filter(Rollout::givenUp).map(ours -> Causes.givenUp(ours, sight.reading().service(), sight.signals())))
                .map(cause -> new Verdict.RollBack(sight.progress(), cause));
    }

    private Optional<Verdict> repeated() {
        int crashes = sight.progress().counts().crashes();
        return sight.signals().last(Signal.Weight.REPEATED).filter(_ -> crashes >= limits.crashes())
                .map(last -> new Verdict.RollBack(sight.progress(), Causes.repeated(last, crashes, limits)));
    }

    private Optional<Verdict> settled() {
        return sight.healthyFor(limits.bake()) ? Optional.of(new Verdict.Settle(sight.progress())) : Optional.empty();
    }

    /** Only while ours is seen to be PRIMARY: who takes over would else plan upon a reading of before our change. */
    private Optional<Verdict> handedOver() {
        return sight.reading().service().primary().id().equals(change.rollout()) ? Optional.of(new Verdict.HandOver(sight.progress())) : Optional.empty();
    }

    private Optional<Verdict> late() {
        return sight.now().isBefore(end(sight.progress(), plan.deadline(), limits.bake()))
                ? Optional.empty()
                : Optional.of(new Verdict.RollBack(
                        sight.progress(), Causes.notSettled(limits.deadline(), sight.progress())));
    }

    /** All well at the deadline, and the bake over within a minute: to go back then would be one more change for nothing (seed 13019839 of the verdicts). */
    private static Instant end(Progress progress, Instant deadline, Duration bake) {
        Instant fair = progress.fair(deadline);
        Instant latest = fair.plus(NEARLY);
        return progress.healthySince().filter(since -> !since.plus(bake).isAfter(latest)).isPresent() ? latest : fair;
    }
}
