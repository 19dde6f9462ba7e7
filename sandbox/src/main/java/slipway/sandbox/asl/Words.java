package slipway.sandbox.asl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through the words of a JSONata expression for what Step Functions does not have: functions nobody knows, {@code $eval},
 * operators of a later JSONata, and a document at the top: {@code $}, {@code $$} and bare names (states-language specification, "JSONata").
 */
final class Words {
    static final Set<String> KNOWN = Set.of(
            "sum", "count", "max", "min", "average", "string", "substring", "substringBefore", "substringAfter", "lowercase",
            "uppercase", "length", "trim", "pad", "match", "contains", "replace", "split", "join", "formatNumber", "formatBase",
            "formatInteger", "parseInteger", "number", "floor", "ceil", "round", "abs", "sqrt", "power", "random", "boolean",
            "not", "map", "zip", "filter", "single", "reduce", "sift", "keys", "lookup", "append", "exists", "spread", "merge",
            "reverse", "each", "error", "assert", "type", "sort", "shuffle", "distinct", "base64encode", "base64decode",
            "toMillis", "fromMillis", "now", "millis", "partition", "range", "hash", "uuid", "parse");

    /** JSONata's, but the library writes a space as a plus. */
    private static final Set<String> ELSEWHERE = Set.of("encodeUrlComponent", "encodeUrl", "decodeUrlComponent", "decodeUrl");

    private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null", "function", "\u03bb");

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final String text;
    private final Set<String> ofStates;
    private final Set<String> defined = new HashSet<>();
    private final List<String> called = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    /** For each open bracket: is there a document inside it? */
    private final Deque<Boolean> documents = new ArrayDeque<>(List.of(false));
    private int at;
    private char before;
    /** What stood before {@link #before}, so that a call in a path can be told from one at the top. */
    private char earlier;
    private boolean chain;
    private int pipes;
    private int parametersUntil = -1;
    private boolean bodyFollows;

    private Words(String text, Set<String> ofStates) {
        this.text = text;
        this.ofStates = ofStates;
    }

    /**
     * Returns what is wrong with an expression whose syntax is right.
     *
     * @param ofStates the members that {@code $states} has where the expression stands
     */
    static List<String> problems(String expression, Set<String> ofStates) {
        Words words = new Words(expression, ofStates);
        words.read();
        words.called.stream().distinct().filter(name -> !KNOWN.contains(name) && !words.defined.contains(name))
                .forEach(name -> words.problems.add(
                        "function $" + name + (ELSEWHERE.contains(name) ? " is not modelled by the sandbox" : " is not known")));
        return words.problems;
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                skip(c, c);
            } else if (c == '`') {
                int from = at + 1;
                skip(c, 'a');
                bare(text.substring(from, at - 1));
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (c == '/' && !operandEnds()) {
                skip('/', 'r');
                name();
            } else if (c == '$') {
                variable();
            } else if (Character.isDigit(c)) {
                number();
            } else if (Character.isLetter(c) || c == '_') {
                word();
            } else {
                sign(c);
            }
        }
    }

    private boolean operandEnds() {
        return Character.isLetterOrDigit(before) || before == '_' || ")]}'\"$r".indexOf(before) >= 0 && before != 0;
    }

    private void stands(char sign) {
        earlier = before;
        before = sign;
        chain = false;
    }

    private void skip(char end, char standsFor) {
        at++;
        while (at < text.length() && text.charAt(at) != end) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        stands(standsFor);
    }

    private void sign(char c) {
        at++;
        if (Character.isWhitespace(c)) {
            return;
        }
        if ("([{".indexOf(c) >= 0) {
            documents.push(opens(c));
        } else if (")]}".indexOf(c) >= 0 && documents.size() > 1) {
            documents.pop();
            bodyFollows = c == ')' && documents.size() <= parametersUntil;
            parametersUntil = bodyFollows ? -1 : parametersUntil;
        } else if (c == '|') {
            pipes = (pipes + 1) % 3;
        } else if (c == '?' && at < text.length() && "?:".indexOf(text.charAt(at)) >= 0) {
            problems.add("operator ?" + text.charAt(at) + " is not in JSONata 2.0.6, which Step Functions has");
        }
        boolean chains = c == '>' && before == '~';
        stands(c);
        chain = chains;
    }

    /** Says whether there is a document inside a bracket that opens here: a step, a predicate, an order or a group has one. */
    private boolean opens(char c) {
        if (bodyFollows) {
            bodyFollows = false;
            return documents.peek();
        }
        boolean called = c == '(' && (before == '$' || before == 'a');
        return documents.peek() || (called ? earlier : before) == '.' || before == '^' || pipes > 0 || c != '(' && operandEnds();
    }

    private String name() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(from, at);
    }

    private void number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        at = number.lookingAt() ? number.end() : at + 1;
        stands('1');
    }

    private void word() {
        String word = name();
        if ((word.equals("function") || word.equals("\u03bb")) && following() == '(') {
            parametersUntil = documents.size();
        }
        // After these an operand begins, so that a slash begins a pattern.
        stands(Set.of("and", "or", "in").contains(word) ? ',' : 'a');
        if (!WORDS.contains(word)) {
            bare(word);
        }
    }

    /** A name that is no step of a path asks for a field of the document; the words as measured on AWS. */
    private void bare(String name) {
        if (!documents.peek() && earlier != '.' && pipes == 0) {
            problems.add("Reference to '" + name + "' at the top level is not supported.");
        }
    }

    private void variable() {
        boolean chained = chain;
        at++;
        String name = name();
        stands('$');
        if (name.isEmpty()) {
            document();
        } else if (name.equals("states")) {
            member();
        } else if (name.equals("eval")) {
            problems.add("function $eval is not supported by Step Functions");
        } else if (text.startsWith(":=", followingAt()) || parametersUntil >= 0) {
            defined.add(name);
        } else if (following() == '(' || chained) {
            called.add(name);
        }
    }

    private void member() {
        int from = followingAt() + 1;
        if (following() == '.' && from < text.length() && Character.isLetter(text.charAt(from))) {
            int end = from;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (!ofStates.contains(text.substring(from, end))) {
                // The words as they were seen on AWS.
                problems.add("Field '$states." + text.substring(from, end) + "' does not exist.");
            }
        }
    }

    private void document() {
        if (at < text.length() && text.charAt(at) == '$') {
            at++;
            problems.add("$$ has no document in Step Functions, use $states");
        } else if (!documents.peek() && earlier != '.' && pipes == 0) {
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
