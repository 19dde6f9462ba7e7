package slipway.notice;

/** When something is said. */
public enum Moment {
    /** The plan is made, nothing is touched yet. */
    START,
    /** What people see of it changed. */
    CHANGE,
    /** It is over. */
    END,
    /** It waits, since a person has frozen the target. */
    WAITING,
    /** It was waiting, and something newer took its place. */
    OVERTAKEN,
    /** Somebody changed the image past Slipway; there is no deployment. */
    DRIFT,
    /** An event, an input or a document was refused; there is no deployment. */
    REFUSED,
    /** An execution of Slipway's own died, and no deployment can tell it. */
    DIED
}
