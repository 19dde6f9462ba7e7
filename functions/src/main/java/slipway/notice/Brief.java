package slipway.notice;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.release.Cause;

/** A cause in fewer and fewer words, for a line in which not all of them fit. */
final class Brief {
    private static final Pattern CLAUSE = Pattern.compile(": |; | \\(");
    private static final Pattern CODES = Pattern.compile("\\[([0-9]{3}(?:, ?[0-9]{3})*)]");

    private Brief() {}

    /** Returns the sentence, its first clause, and its code in words with the number that tells most. */
    static List<String> of(Cause cause) {
        String clean = Foreign.clean(cause.sentence(), 200);
        String bare = clean.endsWith(".") ? clean.substring(0, clean.length() - 1) : clean;
        // "Task failed ELB health checks in (target-group arn:…)": what is left out takes its preposition along.
        String clause = CLAUSE.split(bare, 2)[0].replaceFirst(" in$", "");
        String words = cause.code().replaceFirst("^Target(?=Health)", "").replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return List.of(uncapital(bare), uncapital(clause), words + number(cause));
    }

    private static String number(Cause cause) {
        Matcher answers = CODES.matcher(cause.facts().getOrDefault("description", ""));
        // A task that failed its health check is killed by ECS: how it exits then says nothing, what it answered does.
        return answers.find() ? ", answers " + answers.group(1)
                : cause.code().endsWith("HealthCheckFailed") ? "" : exitCode(cause).map(code -> ", exit " + code).orElse("");
    }

    /** The code of the container that failed by itself; 137 and 143 are those that were killed with it. */
    private static Optional<String> exitCode(Cause cause) {
        return cause.facts().entrySet().stream().filter(fact -> fact.getKey().startsWith("exitCode")).map(Map.Entry::getValue)
                .min(Comparator.comparing((String code) -> List.of("0", "137", "143").contains(code)).thenComparing(Comparator.naturalOrder()));
    }

    /** A sentence goes on after a colon; a name such as ECS stays as it is. */
    private static String uncapital(String text) {
        boolean word = text.length() > 1 && (Character.isLowerCase(text.charAt(1)) || text.startsWith("A "));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
