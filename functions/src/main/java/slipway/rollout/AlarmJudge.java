package slipway.rollout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slipway.release.Alarmed;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Shift;

/**
 * Adds what the target's alarms say to a verdict; it reads nothing. One that went into ALARM since the new image serves decides at once;
 * one that was in ALARM before is judged only once it has been well (scenario 27). Nothing settles, and no more calls go to a new version, while
 * CloudWatch does not tell.
 */
public final class AlarmJudge {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Deployment deployment;
    private final Plan plan;
    private final Limits limits;
    private final List<String> names;
    private final Optional<List<Alarm>> read;
    private final Instant now;

    private AlarmJudge(Deployment deployment, Limits limits, List<String> names, Optional<List<Alarm>> read, Instant now) {
        this.deployment = deployment;
        this.plan = deployment.plan().orElseThrow();
        this.limits = limits;
        this.names = names;
        this.read = read;
        this.now = now;
    }

    /**
     * Judges.
     *
     * @param names of the target's alarms
     * @param read what CloudWatch says of them; empty if it did not answer, which says nothing about health
     */
    public static Verdict over(Deployment deployment, Verdict verdict, Limits limits, List<String> names, Optional<List<Alarm>> read, Instant now) {
        return new AlarmJudge(deployment, limits, names, read, now).over(verdict);
    }

    /** Returns the service's own alarms by one of which ECS has given the rollout up; none where it was for something else. */
    public static List<String> behind(Verdict verdict) {
        return verdict instanceof Verdict.RollBack(_, Cause why) && why.facts().containsKey(Causes.ALARMS) ? List.of(why.facts().get(Causes.ALARMS).split(", ")) : List.of();
    }

    /** Adds to a verdict that ECS has reached by an alarm which one it was, if one of them fired since the change. */
    public static Verdict named(Deployment deployment, Verdict verdict, List<Alarm> read) {
        Optional<Alarm> fired = deployment.change().map(Change::at).flatMap(since -> read.stream()
                .filter(one -> one.state() == Alarm.State.ALARM && one.since().isAfter(since)).min(Comparator.comparing(Alarm::since)));
        return verdict instanceof Verdict.RollBack(Progress progress, Cause why) && fired.isPresent()
                ? new Verdict.RollBack(progress, cause(fired.get()).saying(why.sentence()).with("rollout", why.facts().getOrDefault("rollout", ""))) : verdict;
    }

    /** Says whether the alarms matter to a verdict at all: what goes back, is somebody else's, or does not serve yet does not need them. */
    public static boolean asks(Deployment deployment, Verdict verdict) {
        return !(verdict instanceof Verdict.RollBack || verdict instanceof Verdict.GiveWay || verdict instanceof Verdict.GoOn && shift(deployment).isEmpty());
    }

    private Verdict over(Verdict verdict) {
        Optional<Alarm> fired = fired(verdict.progress());
        if (asks(deployment, verdict) && fired.isPresent()) {
            return new Verdict.RollBack(verdict.progress(), cause(fired.get()));
        }
        boolean decides = verdict instanceof Verdict.Settle || verdict instanceof Verdict.GoOn && asks(deployment, verdict);
        return decides ? untold().map(what -> unsettled(verdict.progress(), what)).orElse(verdict) : verdict;
    }

    private Optional<Alarm> fired(Progress progress) {
        return serving(progress).flatMap(since -> read.stream().flatMap(List::stream).filter(one -> one.state() == Alarm.State.ALARM)
                .filter(one -> one.since().isAfter(since) && plan.alarms().stream().noneMatch(old -> same(old, one)))
                .min(Comparator.comparing(Alarm::since)));
    }

    /**
     * Since when the new image may have made an alarm fire: a function's callers do not reach it before its alias sends it a share of their calls; without one they do
     * as soon as Lambda has taken it, whether somebody looks then or not.
     */
    private Optional<Instant> serving(Progress progress) {
        boolean alias = plan.running().images().containsKey(Release.CODE) && plan.running().images().size() > 1;
        return plan.since().isPresent() ? plan.since() : alias ? shift(deployment).map(Shift::since).or(progress::healthySince) : deployment.change().map(Change::at);
    }

    private static Optional<Shift> shift(Deployment deployment) {
        return deployment.change().flatMap(Change::shift);
    }

    private static boolean same(Alarmed old, Alarm now) {
        return old.fired() && old.name().equals(now.name()) && old.since().equals(now.since());
    }

    private Optional<String> untold() {
        if (read.isEmpty()) {
            return Optional.of("CloudWatch to tell the state of " + names.size() + (names.size() == 1 ? " alarm" : " alarms"));
        }
        return Alarms.missing(names, read.get()).map(name -> "alarm " + name + ", which is not there any more");
    }

    private Verdict unsettled(Progress progress, String what) {
        Progress waits = progress.waitingFor(what).again(Pace.word(limits, deployment, progress, now));
        return now.isBefore(waits.fair(plan.deadline())) ? new Verdict.Wait(waits)
                : new Verdict.RollBack(waits, Cause.of("AlarmsUntold", "All is healthy, but until its deadline it waited for " + what + "."));
    }

    private static Cause cause(Alarm alarm) {
        return Cause.of("AlarmFired", "Alarm %s fired (ALARM since %s)%s.".formatted(alarm.name(), CLOCK.format(alarm.since()),
                        alarm.reason().isEmpty() ? "" : ": " + Causes.bare(alarm.reason())))
                .with("alarm", alarm.name()).with("since", alarm.since().toString());
    }
}
