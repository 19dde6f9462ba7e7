package slipway.release;

/** What becomes of a rollout that failed. */
public enum OnFailure {
    /** It goes back to the baseline. */
    ROLLBACK,
    /** It stays as it is until a person says what is to be done: going back may need more than the image (scenario 12). */
    LEAVE
}
