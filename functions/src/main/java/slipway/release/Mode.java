package slipway.release;

/** What Slipway may do to a target. */
public enum Mode {
    /** Everything. */
    DEPLOY,
    /** Everything but Update and Roll back; it says what it would have done. */
    OBSERVE
}
