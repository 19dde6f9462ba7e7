package slipway.rollout;

/** Something else changed what this deployment was about to change, or its claim is another's: stop, look, do not repeat. */
public final class Interrupted extends Fault {
    public Interrupted(String message) {
        super(message, null);
    }

    public Interrupted(String message, Throwable cause) {
        super(message, cause);
    }

    /** Adds a fact to the message. */
    public Interrupted with(String key, Object value) {
        add(key, String.valueOf(value));
        return this;
    }
}
