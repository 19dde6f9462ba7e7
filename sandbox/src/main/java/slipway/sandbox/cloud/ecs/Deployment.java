package slipway.sandbox.cloud.ecs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One entry of a service's {@code deployments[]} (aws-facts 2.3): PRIMARY is the newest, ACTIVE ones still have tasks. */
final class Deployment {
    /** Where a rolling deployment is. */
    enum Rollout {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    /** Failed tries after which tags stay unresolved and each task pulls for itself (aws-facts 2.7). */
    private static final int RESOLVE_TRIES = 3;

    final String id;
    final Workload workload;
    final Revision revision;
    ServiceDeployment cause;
    boolean rollback;
    final Instant createdAt;
    private final Map<String, String> digests = new LinkedHashMap<>();
    private int resolveFailures;
    private Instant updatedAt;
    private Rollout rollout = Rollout.IN_PROGRESS;
    private String reason;
    private int failedTasks;
    private boolean hasRun;
    private final AlarmRules alarms;
    private Alarms watch;
    /** Since when all has been replaced and its alarms are watched on. */
    Optional<Instant> bakes = Optional.empty();

    /** Whether alarms can fail it: those that had one in ALARM when it began can't (guide: deployment-alarm-failure). */
    enum Alarms {
        DISABLED,
        MONITORING,
        TRIGGERED
    }

    /** @param ill whether one of its service's alarms is in ALARM now */
    Deployment(String id, Workload workload, Revision revision, ServiceDeployment cause, boolean rollback, boolean ill, Instant now) {
        this.id = id;
        this.workload = workload;
        this.revision = revision;
        this.cause = cause;
        this.rollback = rollback;
        this.alarms = workload.config.alarms();
        this.watch = watch(ill);
        this.createdAt = now;
        this.updatedAt = now;
        this.reason = "ECS deployment " + id + " in progress.";
    }

    void become(Rollout next, String why, Instant now) {
        rollout = next;
        reason = why;
        updatedAt = now;
    }

    /** It is taken up again as what a rollback goes back to. */
    void goBack(ServiceDeployment by, boolean ill, Instant now) {
        cause = by;
        rollback = true;
        watch = watch(ill);
        bakes = Optional.empty();
        failedTasks = 0;
        become(Rollout.IN_PROGRESS, "ECS deployment " + id + " in progress.", now);
    }

    private Alarms watch(boolean ill) {
        return alarms.enabled() && !ill ? Alarms.MONITORING : Alarms.DISABLED;
    }

    AlarmRules alarms() {
        return alarms;
    }

    /** An alarm may still fail it. */
    boolean watched() {
        return watch == Alarms.MONITORING && inProgress();
    }

    Alarms watch() {
        return watch;
    }

    void alarmed() {
        watch = Alarms.TRIGGERED;
    }

    Rollout rollout() {
        return rollout;
    }

    boolean inProgress() {
        return rollout == Rollout.IN_PROGRESS;
    }

    String reason() {
        return reason;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    int failedTasks() {
        return failedTasks;
    }

    void taskFailed() {
        failedTasks++;
    }

    void resetFailures() {
        failedTasks = 0;
    }

    /** One of its tasks has been RUNNING: the first stage of the circuit breaker is over. */
    boolean hasRun() {
        return hasRun;
    }

    void ran() {
        hasRun = true;
    }

    /** Returns what to pull: the image as written, with the digest which an earlier task of this deployment resolved (aws/amazon-ecs-agent#4256). */
    String image(ContainerDefinition container) {
        String resolved = digests.get(container.name());
        boolean pinned = container.image().contains("@");
        return resolved == null || pinned || !container.consistent() ? container.image() : container.image() + "@" + resolved;
    }

    void resolved(ContainerDefinition container, String digest) {
        if (resolveFailures < RESOLVE_TRIES) {
            digests.putIfAbsent(container.name(), digest);
        }
        revision.digests.putIfAbsent(container.name(), digest);
    }

    void unresolved() {
        resolveFailures++;
    }

    void reuse(Map<String, String> known) {
        digests.putAll(known);
    }

    List<Task> tasks() {
        return workload.unstopped().stream().filter(task -> task.deployment == this).toList();
    }

    long live() {
        return workload.unstopped().stream().filter(task -> task.deployment == this && task.live()).count();
    }

    String status() {
        return workload.primary() == this ? "PRIMARY" : workload.inactive.contains(this) ? "INACTIVE" : "ACTIVE";
    }

    /**
     * The service's desired count for the PRIMARY one; the tasks it still is to have for the others; 0 once failed and
     * rolled back.
     */
    long desired() {
        return workload.primary() == this ? workload.desiredCount() : live();
    }
}
