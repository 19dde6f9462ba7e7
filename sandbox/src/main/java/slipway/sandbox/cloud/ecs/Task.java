package slipway.sandbox.cloud.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One task of a service and where it is in its life. */
final class Task {
    final String arn;
    final String id;
    final Workload workload;
    /** The id of the deployment that launched it, which never changes (api: Task). */
    final String startedBy;
    /** The deployment that counts it. */
    Deployment deployment;
    final Definition definition;
    final Network network;
    /** On which it is; empty on Fargate. */
    final Optional<ContainerInstance> instance;
    final List<Container> containers;
    final Instant createdAt;
    private TaskStatus status = TaskStatus.PROVISIONING;
    private boolean stopWanted;
    private long version = 1;
    /** Counts the turns its life has taken; a step planned before the last turn is void. */
    private long turn;
    /** Its service neither scales it in nor replaces it by a deployment (guide: task-scale-in-protection). */
    boolean guarded;
    Optional<Instant> pullStartedAt = Optional.empty();
    Optional<Instant> pullStoppedAt = Optional.empty();
    Optional<Instant> startedAt = Optional.empty();
    Optional<Instant> stoppingAt = Optional.empty();
    Optional<Instant> executionStoppedAt = Optional.empty();
    Optional<Instant> stoppedAt = Optional.empty();
    Optional<String> stopCode = Optional.empty();
    Optional<String> stoppedReason = Optional.empty();

    Task(String arn, String id, Deployment deployment, Network network, Optional<ContainerInstance> instance, List<Container> containers, Instant createdAt) {
        this.arn = arn;
        this.id = id;
        this.workload = deployment.workload;
        this.deployment = deployment;
        this.startedBy = deployment.id;
        this.definition = deployment.revision.definition;
        this.network = network;
        this.instance = instance;
        this.containers = containers;
        this.createdAt = createdAt;
    }

    TaskStatus status() {
        return status;
    }

    void become(TaskStatus next) {
        status = next;
        version++;
    }

    long turn() {
        return turn;
    }

    /** The first reason for its end stays; a task that is stopping stops once. */
    void wantStop(Instant now, String code, String reason) {
        turn++;
        if (!stopWanted) {
            stopWanted = true;
            stoppingAt = Optional.of(now);
            stopCode = Optional.of(code);
            stoppedReason = Optional.of(reason);
        }
    }

    boolean stopWanted() {
        return stopWanted;
    }

    String desiredStatus() {
        return stopWanted ? "STOPPED" : "RUNNING";
    }

    long version() {
        return version;
    }

    /** Counts against a deployment's maximum: RUNNING or on the way there (aws-facts 2.4). */
    boolean live() {
        return !stopWanted;
    }

    boolean running() {
        return status == TaskStatus.RUNNING;
    }

    boolean pending() {
        return status.starting() && !stopWanted;
    }

    boolean neverRan() {
        return startedAt.isEmpty();
    }

    boolean attached() {
        return status != TaskStatus.PROVISIONING && status != TaskStatus.STOPPED;
    }

    Container container(String name) {
        return containers.stream().filter(it -> it.definition.name().equals(name)).findFirst().orElseThrow();
    }

    /**
     * The task's own word on its containers' checks: the worst of those that have a check, UNKNOWN without any
     * (aws-facts 2.6).
     */
    String healthStatus() {
        List<String> checked = containers.stream().filter(it -> it.definition.check().isPresent() && it.definition.essential())
                .map(Container::health).toList();
        if (checked.contains("UNHEALTHY")) {
            return "UNHEALTHY";
        }
        return checked.isEmpty() || checked.contains("UNKNOWN") ? "UNKNOWN" : "HEALTHY";
    }
}
