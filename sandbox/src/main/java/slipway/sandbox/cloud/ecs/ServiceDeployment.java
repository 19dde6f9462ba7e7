package slipway.sandbox.cloud.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The history's view of one deployment that a person asked for, its rollback included (ECS: ServiceDeployment). */
final class ServiceDeployment {
    /** Its {@code status}; finished ones can't be stopped any more. */
    enum Status {
        PENDING,
        IN_PROGRESS,
        STOP_REQUESTED,
        ROLLBACK_REQUESTED,
        ROLLBACK_IN_PROGRESS,
        SUCCESSFUL,
        STOPPED,
        ROLLBACK_SUCCESSFUL,
        ROLLBACK_FAILED;

        boolean finished() {
            return compareTo(SUCCESSFUL) >= 0;
        }
    }

    final String arn;
    final Workload workload;
    final Revision target;
    /** The revisions that had tasks when it began, with their RUNNING tasks then. */
    final Map<Revision, Integer> sources;
    final Instant createdAt;
    private Status status = Status.PENDING;
    private Instant updatedAt;
    private Optional<String> statusReason = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();
    private Optional<Instant> stoppedAt = Optional.empty();
    private Optional<Rollback> rollback = Optional.empty();
    private Optional<Breaker.Tripped> tripped = Optional.empty();
    private List<String> alarmed = List.of();

    /** Where it goes back to, and why. */
    record Rollback(String reason, Instant startedAt, Revision to) {}

    ServiceDeployment(String arn, Workload workload, Revision target, Map<Revision, Integer> sources, Instant now) {
        this.arn = arn;
        this.workload = workload;
        this.target = target;
        this.sources = sources;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void become(Status next, Instant now) {
        status = next;
        updatedAt = now;
        if (next == Status.IN_PROGRESS) {
            startedAt = Optional.of(now);
        }
        if (next == Status.STOPPED) {
            stoppedAt = Optional.of(now);
        }
        if (finished()) {
            finishedAt = Optional.of(now);
        }
    }

    void because(String why) {
        statusReason = Optional.of(why);
    }

    void rollBack(Rollback to) {
        rollback = Optional.of(to);
        become(Status.ROLLBACK_IN_PROGRESS, to.startedAt());
    }

    /** The alarms by which it failed. */
    void triggered(List<String> names) {
        alarmed = List.copyOf(names);
    }

    List<String> alarmed() {
        return alarmed;
    }

    void trip(Breaker.Tripped by) {
        tripped = Optional.of(by);
    }

    boolean finished() {
        return status.finished();
    }

    Status status() {
        return status;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Optional<String> statusReason() {
        return statusReason;
    }

    Optional<Instant> startedAt() {
        return startedAt;
    }

    Optional<Instant> finishedAt() {
        return finishedAt;
    }

    Optional<Instant> stoppedAt() {
        return stoppedAt;
    }

    Optional<Rollback> rollback() {
        return rollback;
    }

    Optional<Breaker.Tripped> tripped() {
        return tripped;
    }
}
