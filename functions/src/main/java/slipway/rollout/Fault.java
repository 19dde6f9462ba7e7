package slipway.rollout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error that says what to do about it. Step Functions sees the class's name, so each is a top-level class; its
 * message is constant, its facts are keys.
 */
public abstract sealed class Fault extends RuntimeException permits BadInput, TryAgain, Interrupted {
    private final transient Map<String, String> facts = new LinkedHashMap<>();

    Fault(String message, Throwable cause) {
        super(message, cause);
    }

    final void add(String key, String value) {
        facts.put(key, value);
    }

    /** Returns the facts, in the order in which they were added. */
    public final Map<String, String> facts() {
        return Collections.unmodifiableMap(facts);
    }

    /** Returns the constant message and the facts: {@code message (key=value, key=value)}. */
    @Override
    public final String getMessage() {
        if (facts.isEmpty()) {
            return super.getMessage();
        }
        StringBuilder text = new StringBuilder(super.getMessage()).append(" (");
        facts.forEach((key, value) -> text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(key).append('=').append(value));
        return text.append(')').toString();
    }
}
