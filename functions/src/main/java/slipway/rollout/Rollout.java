package slipway.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry of a service's {@code deployments[]}.
 *
 * @param id {@code ecs-svc/…}
 * @param status {@code PRIMARY}, {@code ACTIVE}, {@code INACTIVE}
 * @param state its rolloutState: {@code IN_PROGRESS}, {@code COMPLETED}, {@code FAILED}
 * @param reason its rolloutStateReason
 * @param failed its failedTasks
 * @param completedAt when ECS said among the service's events that it has completed it; empty before, and where they tell no more of it
 */
public record Rollout(
        String id, String status, String taskDefinition, int desired, int running, int pending, int failed, String state,
        String reason, Instant createdAt, Optional<Instant> completedAt) {
    /** One that began so long ago that its age does not matter. */
    public Rollout(String id, String status, String taskDefinition, int desired, int running, int pending, int failed, String state, String reason) {
        this(id, status, taskDefinition, desired, running, pending, failed, state, reason, Instant.EPOCH, Optional.empty());
    }

    public boolean completed() {
        return state.equals("COMPLETED");
    }

    /** Says whether ECS gave it up (its circuit breaker, or an alarm). */
    public boolean givenUp() {
        return state.equals("FAILED");
    }
}
