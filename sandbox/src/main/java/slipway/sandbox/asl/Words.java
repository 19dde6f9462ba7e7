package slipway.sandbox.asl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks through the words of a JSONata expression for what Step Functions does not have: functions nobody knows,
 * {@code $eval}, and a document at the top ({@code $}, {@code $$}).
 */
final class Words {
    private static final Set<String> KNOWN = Set.of(
            "sum", "count", "max", "min", "average", "string", "substring", "substringBefore", "substringAfter", "lowercase",
            "uppercase", "length", "trim", "pad", "match", "contains", "replace", "split", "join", "formatNumber", "formatBase",
            "formatInteger", "parseInteger", "number", "floor", "ceil", "round", "abs", "sqrt", "power", "random", "boolean",
            "not", "map", "zip", "filter", "single", "reduce", "sift", "keys", "lookup", "append", "exists", "spread", "merge",
            "reverse", "each", "error", "assert", "type", "sort", "shuffle", "distinct", "base64encode", "base64decode",
            "encodeUrlComponent", "encodeUrl", "decodeUrlComponent", "decodeUrl", "toMillis", "fromMillis", "clone", "now",
            "millis", "partition", "range", "hash", "uuid", "parse");

    private final String text;
    private final Set<String> defined = new HashSet<>();
    private final List<String> called = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int at;
    private int depth;
    private char before;
    private boolean chain;
    private int parametersUntil = -1;

    private Words(String text) {
        this.text = text;
    }

    /** Returns what is wrong with an expression whose syntax is right. */
    static List<String> problems(String expression) {
        Words words = new Words(expression);
        words.read();
        words.called.stream().distinct().filter(name -> !KNOWN.contains(name) && !words.defined.contains(name))
                .forEach(name -> words.problems.add("function $" + name + " is not known"));
        return words.problems;
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                skip(c, c);
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (c == '/' && !operandEnds()) {
                skip('/', 'r');
            } else if (c == '$') {
                variable();
            } else if (Character.isLetter(c)) {
                word();
            } else {
                sign(c);
            }
        }
    }

    private boolean operandEnds() {
        return Character.isLetterOrDigit(before) || before == '_' || ")]}'\"`$r".indexOf(before) >= 0 && before != 0;
    }

    private void skip(char end, char standsFor) {
        at++;
        while (at < text.length() && text.charAt(at) != end) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        before = standsFor;
        chain = false;
    }

    private void sign(char c) {
        at++;
        if (Character.isWhitespace(c)) {
            return;
        }
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        if (c == ')' && depth <= parametersUntil) {
            parametersUntil = -1;
        }
        chain = c == '>' && before == '~';
        before = c;
    }

    private String name() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(from, at);
    }

    private void word() {
        String word = name();
        if ((word.equals("function") || word.equals("\u03bb")) && following() == '(') {
            parametersUntil = depth;
        }
        // After these an operand begins, so that a slash begins a pattern.
        chain = false;
        before = Set.of("and", "or", "in").contains(word) ? ',' : 'a';
    }

    private void variable() {
        boolean chained = chain;
        char previous = before;
        at++;
        String name = name();
        before = '$';
        chain = false;
        if (name.isEmpty()) {
            document(previous);
        } else if (name.equals("eval")) {
            problems.add("function $eval is not supported by Step Functions");
        } else if (text.startsWith(":=", followingAt()) || parametersUntil >= 0) {
            defined.add(name);
        } else if (following() == '(' || chained) {
            called.add(name);
        }
    }

    private void document(char previous) {
        if (at < text.length() && text.charAt(at) == '$') {
            at++;
            problems.add("$$ has no document in Step Functions, use $states");
        } else if (depth == 0 && previous != '.' && previous != '|') {
            problems.add("$ has no document at the top level in Step Functions, use $states");
        }
    }

    private int followingAt() {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    private char following() {
        int next = followingAt();
        return next < text.length() ? text.charAt(next) : 0;
    }
}
