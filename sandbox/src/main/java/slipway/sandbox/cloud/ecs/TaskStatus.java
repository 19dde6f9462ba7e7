package slipway.sandbox.cloud.ecs;

/** A task's {@code lastStatus}, in the order of its life (ECS: task-lifecycle). */
enum TaskStatus {
    PROVISIONING,
    PENDING,
    ACTIVATING,
    RUNNING,
    DEACTIVATING,
    STOPPING,
    DEPROVISIONING,
    STOPPED;

    boolean starting() {
        return compareTo(RUNNING) < 0;
    }

    boolean ending() {
        return compareTo(STOPPING) >= 0;
    }
}
