package slipway.release;

/** What is asked of a target. */
public enum Action {
    /** Bring the target to an image. */
    DEPLOY,
    /** Bring it back to the release seen healthy before the running one, or turn a running rollout around. */
    ROLLBACK,
    /** Turn a running rollout around; refused where none runs. */
    STOP
}
