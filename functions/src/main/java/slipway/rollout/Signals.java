package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.release.Progress;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.TargetHealth;
import slipway.rollout.Observation.Task;
import slipway.rollout.Signal.Weight;

/** The causes that an observation holds, the oldest first. */
record Signals(List<Signal> all) {
    /** Seconds: longer than any check takes to be sure, and short beside a deadline. */
    private static final int MOST_UNSEEN = 60;

    /** @param before what the looks before have shown */
    static Signals of(Observation reading, Progress before) {
        Stops stops = new Stops(reading);
        List<Signal> ill = reading.targets().stream().flatMap(target -> overdue(reading, before, target).stream()).toList();
        // What is ill still says more of itself than an event does.
        Stream<Signal> unseen = ill.isEmpty() ? Unseen.illnesses(reading, before) : Stream.empty();
        return new Signals(Stream.of(reading.tasks().stream().filter(Task::stopped).map(stops::read), ill.stream(), unseen).flatMap(some -> some)
                .sorted(Comparator.comparing(Signal::at)).toList());
    }

    /** Returns the last signal of this weight. */
    Optional<Signal> last(Weight weight) {
        return all.stream().filter(one -> one.weight() == weight).reduce((_, later) -> later);
    }

    /** Returns the first that says that a task can't ever run. */
    Optional<Signal> unstartable() {
        return all.stream().filter(Signal.Unstartable.class::isInstance).findFirst();
    }

    /** Returns how many tasks crashed: one that is ill in several target groups is one. */
    int crashes() {
        return (int) all.stream().filter(one -> one.weight() == Weight.REPEATED).flatMap(one -> Optional.ofNullable(one.facts().get("task")).stream()).distinct().count();
    }

    /** Says whether a task that runs fails its checks where others pass, or has failed them since the look before. */
    boolean ill() {
        return all.stream().anyMatch(one -> one.weight() == Weight.REPEATED && one.facts().containsKey("group"));
    }

    /** Returns what the last one says and, for a crash, which of how many it is. */
    Optional<String> note(int limit) {
        return all.stream().reduce((_, later) -> later)
                .map(one -> one.words() + (one.weight() == Weight.REPEATED ? "; crash " + Math.max(1, crashes()) + " of the " + limit + " that decide" : ""));
    }

    /** Says whether something of ours went wrong a short while ago. */
    boolean stirred(Instant now) {
        return all.stream().anyMatch(one -> one.weight() != Weight.OUTSIDE && Pace.fresh(one.at(), now));
    }

    /** Says whether a task of ours failed after that instant. */
    boolean failedSince(Instant since) {
        return all.stream().anyMatch(one -> one.weight() != Weight.OUTSIDE && one.at().isAfter(since));
    }

    /**
     * An unhealthy target of a running task counts once the task has had the grace period and as long as the check takes to be sure. It decides where
     * none of the rollout's targets in its group is, or was, well; else it is one task that ECS will replace, and may be chance (docs/VERDICTS.md).
     */
    private static Optional<Signal> overdue(Observation reading, Progress before, TargetHealth target) {
        if (!target.state().equals("unhealthy") || target.reason().startsWith("Elb.")) {
            return Optional.empty();
        }
        Optional<Check> check = Health.check(reading, target);
        return due(reading, before, target).filter(due -> !due.isAfter(reading.at()))
                .map(due -> overdue(decides(reading, before, target), "%s, unhealthy for longer than the %d s that it is given".formatted(
                        capital(Words.target(target, check)), given(reading, before, check).toSeconds()), facts(target, check), due));
    }

    /** Returns when unhealthy targets of running tasks will have had the time that they are given: what is seen then decides. */
    static List<Instant> due(Observation reading, Progress before) {
        return reading.targets().stream().filter(target -> target.state().equals("unhealthy")).flatMap(target -> due(reading, before, target).stream())
                .filter(due -> due.isAfter(reading.at())).toList();
    }

    private static Optional<Instant> due(Observation reading, Progress before, TargetHealth target) {
        Duration given = given(reading, before, Health.check(reading, target));
        return reading.tasks().stream().filter(task -> task.id().equals(target.task()) && task.running() && !task.stopped())
                .flatMap(task -> task.startedAt().stream()).map(started -> started.plus(given)).findFirst();
    }

    /** While AWS answered nothing it may have been well, which would have said that the image is (seed 13008995 of the verdicts); so that time does not count. */
    private static Duration given(Observation reading, Progress before, Optional<Check> check) {
        return reading.grace().plus(check.map(one -> one.interval().multipliedBy(one.unhealthyThreshold())).orElse(Duration.ZERO))
                .plusSeconds(Math.min(before.blind(), MOST_UNSEEN));
    }

    private static Signal overdue(boolean decides, String words, Map<String, String> facts, Instant due) {
        return decides ? new Signal.Unhealthy("TargetHealthCheckFailed", words, facts, due) : new Signal.Crash("TargetHealthCheckFailed", words, facts, due);
    }

    /** Says whether nothing shows that a target of ours in its group is well, or ever was: what ECS has completed was. */
    private static boolean decides(Observation reading, Progress before, TargetHealth target) {
        return reading.rollout().filter(Rollout::completed).isEmpty() && !before.well().contains(target.group())
                && reading.targets().stream().noneMatch(other -> other.group().equals(target.group()) && other.healthy());
    }

    private static Map<String, String> facts(TargetHealth target, Optional<Check> check) {
        Map<String, String> facts = new TreeMap<>(Map.of("task", target.task(), "group", target.group(),
                "reasonCode", target.reason(), "description", Words.brief(target.description())));
        check.ifPresent(one -> facts.putAll(Map.of("path", one.path(), "matcher", one.matcher())));
        return facts;
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }
}
