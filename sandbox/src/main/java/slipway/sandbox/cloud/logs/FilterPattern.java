package slipway.sandbox.cloud.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;

/**
 * Filter patterns of terms and of JSON selectors (CloudWatch Logs user guide, "Filter pattern syntax"). Patterns of regular
 * expressions and of space-delimited fields are not modelled.
 */
final class FilterPattern {
    private static final Pattern TERM = Pattern.compile("(?<sign>[?-]?)(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>\\S+))\\s*");

    private FilterPattern() {}

    /** @throws AwsFault if the pattern can't be read, or is of a kind that is not modelled */
    static Predicate<String> of(String pattern) {
        String text = pattern.strip();
        if (text.startsWith("{")) {
            return JsonPattern.of(text);
        }
        if (text.startsWith("[") || text.contains("%")) {
            throw AwsFault.notModelled("filter patterns of space-delimited fields or regular expressions");
        }
        return terms(text);
    }

    /** All plain terms must be there, one of those with a question mark, and none of those with a minus; case counts. */
    private static Predicate<String> terms(String text) {
        List<String> all = new ArrayList<>();
        List<String> any = new ArrayList<>();
        List<String> none = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        while (term.lookingAt()) {
            String word = term.group("quoted") == null ? plain(term.group("plain")) : term.group("quoted").replaceAll("\\\\(.)", "$1");
            (term.group("sign").equals("?") ? any : term.group("sign").equals("-") ? none : all).add(word);
            term.region(term.end(), text.length());
        }
        if (term.regionStart() != text.length()) {
            throw Logs.invalid("Invalid filter pattern");
        }
        // With plain terms beside them, the ones with a question mark are ignored, as the user guide says.
        return line -> all.stream().allMatch(line::contains) && none.stream().noneMatch(line::contains)
                && (any.isEmpty() || !all.isEmpty() || any.stream().anyMatch(line::contains));
    }

    /** Whatever is not a letter, a digit or an underscore needs quotes around the term. */
    private static String plain(String term) {
        if (!term.matches("[\\p{L}\\p{N}_]+")) {
            throw Logs.invalid("Invalid character(s) in term '" + term + "'");
        }
        return term;
    }
}
