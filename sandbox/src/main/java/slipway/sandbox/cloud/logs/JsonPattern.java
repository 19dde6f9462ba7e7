package slipway.sandbox.cloud.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.sandbox.cloud.AwsFault;

/**
 * A pattern such as <code>{ $.level = "ERROR" &amp;&amp; ($.task = plan* || $.ms > 500) }</code>. A line that is no JSON, or has not
 * the property, does not match.
 */
final class JsonPattern {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CONDITION = Pattern.compile(
            "\\$(?<path>(?:\\.[A-Za-z0-9_-]+)+)\\s*(?<operator>!=|>=|<=|=|>|<)\\s*(?:\"(?<quoted>[^\"]*)\"|(?<plain>[^\\s()&|}]+))");

    private final String text;
    private int at = 1;

    private JsonPattern(String text) {
        this.text = text;
    }

    static Predicate<String> of(String text) {
        JsonPattern reader = new JsonPattern(text);
        Predicate<JsonNode> read = reader.either();
        if (!reader.take("}") || reader.at != text.length()) {
            throw reader.unreadable();
        }
        return line -> {
            try {
                JsonNode json = JSON.readTree(line);
                return json != null && json.isObject() && read.test(json);
            } catch (JsonProcessingException noJson) {
                return false;
            }
        };
    }

    private Predicate<JsonNode> either() {
        Predicate<JsonNode> read = both();
        while (take("||")) {
            read = read.or(both());
        }
        return read;
    }

    private Predicate<JsonNode> both() {
        Predicate<JsonNode> read = one();
        while (take("&&")) {
            read = read.and(one());
        }
        return read;
    }

    private Predicate<JsonNode> one() {
        // take has skipped the blanks, found or not.
        if (take("(")) {
            Predicate<JsonNode> inner = either();
            if (!take(")")) {
                throw unreadable();
            }
            return inner;
        }
        Matcher condition = CONDITION.matcher(text).region(at, text.length());
        if (!condition.lookingAt()) {
            throw unreadable();
        }
        at = condition.end();
        String pointer = condition.group("path").replace('.', '/');
        String operator = condition.group("operator");
        String value = condition.group("quoted") == null ? condition.group("plain") : condition.group("quoted");
        if (value.startsWith("%")) {
            throw AwsFault.notModelled("filter patterns of regular expressions");
        }
        return json -> holds(json.at(pointer), operator, value);
    }

    private static boolean holds(JsonNode found, String operator, String value) {
        if (!found.isValueNode() || found.isNull()) {
            return false;
        }
        if (operator.equals("=") || operator.equals("!=")) {
            // An asterisk stands for any text.
            String shape = Arrays.stream(value.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return Pattern.compile(shape, Pattern.DOTALL).matcher(found.asText()).matches() == operator.equals("=");
        }
        if (!found.isNumber() || !value.matches("-?\\d+(\\.\\d+)?")) {
            return false;
        }
        int order = found.decimalValue().compareTo(new java.math.BigDecimal(value));
        return switch (operator) {
            case ">" -> order > 0;
            case "<" -> order < 0;
            case ">=" -> order >= 0;
            default -> order <= 0;
        };
    }

    private boolean take(String token) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        while (there && at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return there;
    }

    private AwsFault unreadable() {
        return Logs.invalid("Invalid filter pattern");
    }
}
