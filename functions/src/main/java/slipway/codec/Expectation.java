package slipway.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Compares an answer with the one that is expected: it may hold more fields, and no other values. */
public final class Expectation {
    private static final int MOST = 80;

    private Expectation() {}

    /** Returns the first place that differs, as {@code at status it answered 500, expected 200}; empty if there is none. */
    public static Optional<String> unmet(JsonNode expected, JsonNode answer) {
        return unmet("", expected, answer);
    }

    private static Optional<String> unmet(String path, JsonNode expected, JsonNode answer) {
        if (expected.isObject() && answer.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                Optional<String> wrong = unmet(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(),
                        answer.path(field.getKey()));
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            return Optional.empty();
        }
        return same(expected, answer) ? Optional.empty()
                : Optional.of((path.isEmpty() ? "it" : "at " + path + " it") + " answered " + brief(answer) + ", expected " + brief(expected));
    }

    /** 200 and 200.0 are the same number in JSON. */
    private static boolean same(JsonNode expected, JsonNode answer) {
        return expected.isNumber() && answer.isNumber()
                ? expected.decimalValue().compareTo(answer.decimalValue()) == 0 : expected.equals(answer);
    }

    private static String brief(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
