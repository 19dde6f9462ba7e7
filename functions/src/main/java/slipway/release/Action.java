package slipway.release;

/** What is asked of a target. */
public enum Action {
    /** Bring the target to an image. */
    DEPLOY,
    /** Bring it back to the release seen healthy before the running one, or turn a running rollout around. */
    ROLLBACK,
    /** Turn a running rollout around; refused where none runs. */
    STOP,
    /** Keep a digest from being deployed by itself. */
    HOLD,
    /** Lift the hold on a digest. */
    RELEASE,
    /** Let pushes wait until a time, on one target or on all. */
    FREEZE,
    /** Let what waits go on. */
    UNFREEZE;

    /** Says whether it is about what may be deployed, and itself touches nothing. */
    public boolean ruling() {
        return switch (this) {
            case HOLD, RELEASE, FREEZE, UNFREEZE -> true;
            case DEPLOY, ROLLBACK, STOP -> false;
        };
    }
}
