package slipway.release;

/** What a running rollout does when something newer comes for its target. */
public enum WhileDeploying {
    /** It goes on to its end; the newer one waits. */
    QUEUE,
    /** It hands over, and nothing is rolled back: the newer one begins at once. Never in the middle of a restore. */
    GIVE_WAY
}
