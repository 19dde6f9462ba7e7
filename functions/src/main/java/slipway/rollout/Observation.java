package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What AWS says at one instant about one deployment of a service.
 *
 * @param rollout the deployment that is looked at, by id; empty if the service does not list it any more
 * @param tasks its own tasks, running and stopped
 * @param targets the target health of its own tasks only
 * @param checks the health checks of the service's target groups
 * @param events the service's events since the rollout began, the newest first: where AWS keeps the code of a failed
 *     health check once the task is gone, and that there was one
 * @param grace the service's healthCheckGracePeriodSeconds
 */
public record Observation(
        Instant at,
        ServiceNow service,
        Optional<Rollout> rollout,
        List<Task> tasks,
        List<TargetHealth> targets,
        List<Check> checks,
        Duration grace,
        List<Event> events) {
    /**
     * A task.
     *
     * @param createdAt when ECS began it; the time of the reading while ECS does not tell
     * @param startedAt when it reached RUNNING
     * @param stoppedAt when it stopped; while it still stops, when it began to
     * @param stopCode AWS's, empty while it runs
     * @param reason AWS's stoppedReason
     */
    public record Task(
            String id, String status, String health, Instant createdAt, Optional<Instant> startedAt, Optional<Instant> stoppedAt,
            String stopCode, String reason, List<Container> containers) {
        public boolean running() {
            return status.equals("RUNNING");
        }

        public boolean stopped() {
            return status.equals("STOPPED") || !stopCode.isEmpty();
        }

        /** The same with this in the place of the container of its name. */
        public Task with(Container other) {
            return new Task(id, status, health, createdAt, startedAt, stoppedAt, stopCode, reason,
                    containers.stream().map(one -> one.name().equals(other.name()) ? other : one).toList());
        }
    }

    /**
     * A container of a task.
     *
     * @param exitCode absent if it never ran
     * @param lines the last that it wrote, the oldest first, without secrets; empty where they were not asked for or can't be read
     * @param stream where it writes, {@code GROUP:STREAM}; absent where that was not asked for or is not in CloudWatch Logs
     */
    public record Container(String name, Optional<Integer> exitCode, String reason, String digest, List<String> lines, Optional<String> stream) {
        public Container(String name, Optional<Integer> exitCode, String reason, String digest) {
            this(name, exitCode, reason, digest, List.of(), Optional.empty());
        }

        /** The same with what it wrote. */
        public Container writing(List<String> last) {
            return new Container(name, exitCode, reason, digest, last, stream);
        }

        /** The same with where it writes. */
        public Container writingTo(Optional<String> where) {
            return new Container(name, exitCode, reason, digest, lines, where);
        }
    }

    /** A target of one of the tasks: AWS's state, reason code and description. */
    public record TargetHealth(String task, String group, String state, String reason, String description) {
        public boolean healthy() {
            return state.equals("healthy");
        }
    }

    /** An event of the service, as its scheduler says it; whose words alone tell of what. */
    public record Event(Instant at, String message) {}

    /** A target group's health check, in words that a message needs. */
    public record Check(String group, String path, String matcher, Duration interval, int unhealthyThreshold) {}
}
