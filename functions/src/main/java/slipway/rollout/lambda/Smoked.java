package slipway.rollout.lambda;

import java.util.Map;

/**
 * What a smoke call came to.
 *
 * @param passed whether the answer is the expected one
 * @param words what it answered instead; may hold foreign text
 * @param facts the last log lines, the error's type
 */
public record Smoked(boolean passed, String words, Map<String, String> facts) {
    public static final Smoked PASSED = new Smoked(true, "", Map.of());
}
