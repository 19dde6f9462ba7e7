package slipway.rollout;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that somebody wrote into a document. RE2's engine takes a time linear in the tag's length, so that no
 * expression can hang Match; how large it may become is bounded here.
 */
final class Expression {
    /** Of RE2's instructions: what a tag's 128 characters are held against in a few milliseconds. */
    private static final int LARGEST = 20_000;
    /** All counted repetitions multiplied, since nested ones multiply, and the engine writes each out before it counts. */
    private static final long MOST_REPEATED = 10_000;
    private static final java.util.regex.Pattern COUNTED = java.util.regex.Pattern.compile("\\{([0-9]{1,4})(,([0-9]{1,4})?)?}");

    private final Pattern pattern;

    /** @throws IllegalArgumentException saying in a few words why it can't be used */
    Expression(String text) {
        if (repeated(text) > MOST_REPEATED) {
            throw new IllegalArgumentException("it repeats too much: its counts multiplied are over " + MOST_REPEATED);
        }
        try {
            this.pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
        if (pattern.programSize() > LARGEST) {
            throw new IllegalArgumentException("it repeats too much: it would have " + pattern.programSize() + " steps, and " + LARGEST + " are allowed");
        }
    }

    boolean matchesWhole(String text) {
        return pattern.matches(text);
    }

    private static long repeated(String text) {
        return COUNTED.matcher(text).results().mapToLong(count -> Math.max(1, Long.parseLong(count.group(3) == null ? count.group(1) : count.group(3))))
                .reduce(1, (one, other) -> Math.min(one * other, MOST_REPEATED + 1));
    }
}
