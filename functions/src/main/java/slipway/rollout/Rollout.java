package slipway.rollout;

/**
 * One entry of a service's {@code deployments[]}.
 *
 * @param id {@code ecs-svc/…}
 * @param status {@code PRIMARY}, {@code ACTIVE}, {@code INACTIVE}
 * @param state its rolloutState: {@code IN_PROGRESS}, {@code COMPLETED}, {@code FAILED}
 * @param reason its rolloutStateReason
 * @param failed its failedTasks
 */
public record Rollout(
        String id, String status, String taskDefinition, int desired, int running, int pending, int failed, String state,
        String reason) {
    public boolean completed() {
        return state.equals("COMPLETED");
    }

    /** Says whether ECS gave it up (its circuit breaker, or an alarm). */
    public boolean givenUp() {
        return state.equals("FAILED");
    }
}
