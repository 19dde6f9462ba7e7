package slipway.rollout;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slipway.release.Counts;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.Event;
import slipway.rollout.Observation.TargetHealth;
import slipway.rollout.Observation.Task;

/** What one reading proves about a rollout: that everything is there and healthy, or what is missing. */
record Health(Observation reading) {
    /** After so long a task that nothing checks counts as healthy for ECS, too (ECS guide: service-deployment; aws-facts 2.4). */
    private static final Duration UNCHECKED = Duration.ofSeconds(40);

    static Optional<Check> check(Observation reading, TargetHealth target) {
        return reading.checks().stream().filter(one -> one.group().equals(target.group())).findFirst();
    }

    /** Says that the reading is of a time before our rollout: DescribeServices may lag behind UpdateService. */
    static Optional<String> stale(Observation reading, String ours, Set<String> before) {
        String primary = reading.service().primary().id();
        return primary.equals(ours) || !before.contains(primary)
                ? Optional.empty()
                : Optional.of("the service to list " + ours + "; it still lists " + primary + " as PRIMARY");
    }

    List<Task> running() {
        return reading.tasks().stream().filter(task -> task.running() && !task.stopped()).toList();
    }

    Counts counts(int crashes) {
        return new Counts(desired(), runs(), reading.rollout().map(Rollout::pending).orElse(0), (int) targets().stream()
                .filter(TargetHealth::healthy).count(), targets().size(), crashes, others());
    }

    /** Once ours is completed there are none, unless the service's owner lets ECS clean up later (ECS guide: early-success-criteria, DEFERRED). */
    int others() {
        return reading.rollout().filter(Rollout::completed).map(ours -> reading.service().deployments().stream().filter(one -> one.status().equals("ACTIVE") && !one.id().equals(ours.id()))
                .mapToInt(Rollout::running).sum()).orElse(0);
    }

    /**
     * Returns what is not as it should be, with the number and the limit; empty if the rollout is completed, as many of
     * its own tasks run as are desired, and each has a healthy target in each target group.
     *
     * @param note what explains missing tasks, if anything is known
     */
    Optional<String> missing(Optional<String> note) {
        return tasksMissing(note).or(this::containerUnhealthy).or(this::targetsMissing).or(this::young).or(this::notCompleted);
    }

    private Optional<String> tasksMissing(Optional<String> note) {
        if (desired() > 0 && runs() >= desired()) {
            return Optional.empty();
        }
        Optional<String> why = note.or(() -> worst().map(target -> Words.target(target, check(reading, target)))).or(this::unplaced);
        return Optional.of(runs() + " of " + desired() + " tasks running" + why.map(words -> "; " + words).orElse("") + early());
    }

    /** ECS's own word that it is completed proves nothing of the tasks that are still to come, and its breaker is over with it. */
    private String early() {
        return reading.rollout().filter(Rollout::completed).flatMap(_ -> reading.service().configuration().early())
                .map(percent -> "; ECS called the rollout completed with " + percent + " percent of them, by the service's early success criteria").orElse("");
    }

    /** A task that finds no place does not exist: only the service's events tell of it (scenario 26). */
    private Optional<String> unplaced() {
        return reading.events().stream().map(Event::message).filter(event -> Wording.unplaced(event).isPresent() || Wording.started(event)).findFirst()
                .flatMap(Wording::unplaced).map(words -> "ECS " + Words.brief(words));
    }

    private Optional<String> containerUnhealthy() {
        return running().stream().filter(task -> task.health().equals("UNHEALTHY")).findFirst()
                .map(task -> Words.task(task.id()) + " fails its container's health check (UNHEALTHY)");
    }

    private Optional<String> targetsMissing() {
        // A group that has no target of ours counts too, as far as anything names it.
        List<String> groups = Stream.concat(reading.checks().stream().map(Check::group), targets().stream().map(TargetHealth::group))
                .distinct().toList();
        long wanted = (long) running().size() * groups.size();
        long healthy = running().stream().flatMap(task -> groups.stream().filter(group -> targets().stream()
                .anyMatch(target -> target.healthy() && target.task().equals(task.id()) && target.group().equals(group)))).count();
        Optional<TargetHealth> worst = worst();
        if (healthy == wanted && worst.isEmpty()) {
            return Optional.empty();
        }
        String why = worst.map(target -> "; " + Words.target(target, check(reading, target))).orElse("; the others are not registered yet");
        return Optional.of(healthy + " of " + Math.max(wanted, healthy) + " targets healthy" + why);
    }

    /** One that took the place of another after ECS completed the rollout has proven nothing yet. */
    private Optional<String> young() {
        return running().stream().filter(task -> task.health().equals("UNKNOWN") && targets().stream().noneMatch(target -> target.task().equals(task.id())))
                .filter(task -> reading.rollout().filter(Rollout::completed).isPresent())
                .flatMap(task -> task.startedAt().stream()).map(started -> Duration.between(started, reading.at())).filter(age -> age.compareTo(UNCHECKED) < 0)
                .min(Comparator.naturalOrder())
                .map(age -> "the youngest task to have run as long as ECS gives one that nothing checks: %d of %d s".formatted(age.toSeconds(), UNCHECKED.toSeconds()));
    }

    private Optional<String> notCompleted() {
        return reading.rollout().filter(one -> one.completed() && one.status().equals("PRIMARY")).isPresent()
                ? Optional.empty()
                : Optional.of(runs() + " of " + desired() + " healthy; ECS has not completed the rollout ("
                        + reading.rollout().map(one -> one.status() + " " + one.state()).orElse("not listed") + ")" + watched());
    }

    /** With alarms of its own ECS waits a bake time of its own (ECS guide: deployment-alarm-failure). */
    private String watched() {
        List<String> alarms = reading.service().configuration().alarms();
        return alarms.isEmpty() || reading.rollout().filter(one -> one.state().equals("IN_PROGRESS")).isEmpty() ? ""
                : "; before that it watches " + Words.alarms(alarms) + " of the service for a while";
    }

    private Optional<TargetHealth> worst() {
        return targets().stream().filter(target -> !target.healthy())
                .min(Comparator.comparing(target -> !target.state().equals("unhealthy")));
    }

    private int desired() {
        return reading.service().desired();
    }

    /** Counts a task only where both the deployment and the task itself say that it runs. */
    private int runs() {
        return Math.min(reading.rollout().map(Rollout::running).orElse(0), running().size());
    }

    private List<TargetHealth> targets() {
        List<String> running = running().stream().map(Task::id).toList();
        return reading.targets().stream().filter(target -> running.contains(target.task())).toList();
    }
}
