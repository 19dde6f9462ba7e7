package slipway.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.TargetHealth;
import slipway.rollout.Observation.Task;

/** The container by which a task failed: its last lines may tell what no API does. */
public record Culprit(Task task, Container container) {
    /** What SIGKILL and SIGTERM leave: the scheduler ends the others so once one has exited; who obeys may leave 0, as an init container does. */
    private static final List<Integer> ENDED_BY_ECS = List.of(137, 143);
    private static final Comparator<Container> MOST_LIKELY = Comparator.comparing((Container one) -> !starved(one))
            .thenComparing(one -> one.exitCode().filter(ENDED_BY_ECS::contains).isPresent()).thenComparing(one -> one.exitCode().equals(Optional.of(0)));

    /** Returns the culprit of the task that failed last; where none has ended, of one that is seen to be unhealthy. */
    public static Optional<Culprit> of(List<Task> tasks, List<TargetHealth> targets) {
        Optional<Task> ended = tasks.stream().filter(Task::stopped).filter(Culprit::failed).max(Comparator.comparing(task -> task.stoppedAt().orElse(task.createdAt())));
        return ended.or(() -> tasks.stream().filter(task -> task.running() && !task.stopped() && unhealthy(task, targets)).findFirst())
                .flatMap(Culprit::in);
    }

    /** Returns that of a task of which it is known that it failed: the one that exited, else the first. */
    public static Optional<Culprit> in(Task task) {
        return of(task).or(() -> task.containers().stream().findFirst()).map(container -> new Culprit(task, container));
    }

    /** Returns the container whose exit ended the task: one that was killed for memory, else the first that nobody ended and that did not end well. */
    static Optional<Container> of(Task task) {
        return task.containers().stream().filter(one -> one.exitCode().isPresent() || starved(one)).min(MOST_LIKELY);
    }

    /** Says whether the kernel killed it for memory; the exit code alone does not, since SIGKILL leaves the same (ECS guide, "Stopped tasks error messages"). */
    static boolean starved(Container container) {
        return container.reason().contains("OutOfMemory");
    }

    private static boolean failed(Task task) {
        return task.stopCode().equals("EssentialContainerExited") || Wording.failedTargetCheck(task.reason()) || Wording.failedContainerCheck(task.reason());
    }

    private static boolean unhealthy(Task task, List<TargetHealth> targets) {
        return task.health().equals("UNHEALTHY") || targets.stream().anyMatch(target -> target.task().equals(task.id()) && target.state().equals("unhealthy"));
    }
}
