package slipway.rollout;

/** What was asked cannot be done, and asking again will not help: the message names the field and the remedy. */
public final class BadInput extends Fault {
    public BadInput(String message) {
        super(message, null);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }

    /** Adds a fact to the message. */
    public BadInput with(String key, Object value) {
        add(key, String.valueOf(value));
        return this;
    }
}
