package slipway.sandbox.cloud;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * One right that a call needs, as AWS's service authorization reference names it.
 *
 * @param action as policies write it, which is not always the operation's name: {@code lambda:InvokeFunction}
 * @param resource the ARN that the action is checked against; {@code *} where AWS has no resource level for it
 * @param keys the condition keys that the request carries
 * @param behind the operation or event that AWS makes the check for, if it is not the action itself; empty: the call is the action
 */
public record Need(String action, String resource, Map<String, String> keys, String behind) {
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Z][A-Za-z]+");
    private static final Set<String> SOUND = ConcurrentHashMap.newKeySet();

    public Need {
        // Each call of a simulation asks for some, and there are few.
        if (!SOUND.contains(action)) {
            if (!ACTION.matcher(action).matches()) {
                throw new IllegalArgumentException("action should be service:Action, was " + action);
            }
            SOUND.add(action);
        }
        keys = keys.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    /** What a call needs for itself. */
    public static Need of(String action, String resource) {
        return new Need(action, resource, Map.of(), "");
    }

    /** The same with one more condition key. */
    public Need with(String key, String value) {
        Map<String, String> more = new TreeMap<>(keys);
        more.put(key, value);
        return new Need(action, resource, more, behind);
    }

    /** The same, checked by AWS at another operation, such as {@code ecs:RegisterTaskDefinition}. */
    public Need at(String operation) {
        return new Need(action, resource, keys, operation);
    }
}
