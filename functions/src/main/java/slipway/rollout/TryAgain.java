package slipway.rollout;

/** Something did not answer, or not now: the same call may go through later. */
public final class TryAgain extends Fault {
    public TryAgain(String message) {
        super(message, null);
    }

    public TryAgain(String message, Throwable cause) {
        super(message, cause);
    }

    /** Adds a fact to the message. */
    public TryAgain with(String key, Object value) {
        add(key, String.valueOf(value));
        return this;
    }
}
