package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of one object of a definition; what does not fit is added to the problems under its place. */
final class Fields {
    /** The longest time that Step Functions counts, in seconds. */
    static final long LONGEST = 99_999_999;

    private static final Set<String> JSON_PATH = Set.of(
            "InputPath", "OutputPath", "ResultPath", "ResultSelector", "Parameters", "Result", "SecondsPath", "TimestampPath",
            "ItemsPath", "TimeoutSecondsPath", "HeartbeatSecondsPath", "MaxConcurrencyPath", "ErrorPath", "CausePath", "Variable");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private final JsonNode node;
    private final String place;
    private final Problems problems;

    Fields(JsonNode node, String place, Problems problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
        if (!node.isObject()) {
            problems.schema(place, "an object is expected");
        }
    }

    String place() {
        return place;
    }

    Problems problems() {
        return problems;
    }

    void only(Set<String> allowed) {
        for (var field : node.properties()) {
            String name = field.getKey();
            if (JSON_PATH.contains(name) && !allowed.contains(name)) {
                problems.schema(place, "field '" + name + "' belongs to JSONPath, not to JSONata");
            } else if (!allowed.contains(name)) {
                problems.schema(place, "field '" + name + "' is not supported here");
            }
        }
        optionalText("Comment");
        optionalText("QueryLanguage").filter(language -> !language.equals("JSONata"))
                .ifPresent(language -> problem("QueryLanguage", "should be JSONata, was '" + language + "'"));
    }

    boolean has(String name) {
        return node.has(name);
    }

    Optional<JsonNode> get(String name) {
        return Optional.ofNullable(node.get(name));
    }

    void problem(String name, String what) {
        problems.schema(place, "field '" + name + "' " + what);
    }

    String text(String name) {
        if (!node.has(name)) {
            problems.schema(place, "These fields are required: [" + name + "]");
            return "";
        }
        return optionalText(name).orElse("");
    }

    Optional<String> optionalText(String name) {
        return get(name).flatMap(value -> {
            if (!value.isTextual()) {
                problem(name, "should be a string");
            }
            return Optional.ofNullable(value.textValue());
        });
    }

    /** Reads a constant whole number. */
    OptionalLong whole(String name, long least, long most) {
        JsonNode value = node.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            problem(name, "should be a whole number from " + least + " to " + most + ", was " + value);
            return OptionalLong.of(least);
        }
        return OptionalLong.of(value.longValue());
    }

    /** Reads a whole number or an expression that will give one. */
    Optional<Template> wholeOrExpression(String name, long least) {
        return get(name).map(value -> value.isTextual() ? expression(name)
                : new Template.Literal(whole(name, least, LONGEST).orElse(least)));
    }

    /** Reads a string that has to be an expression. */
    Template expression(String name) {
        Template template = new Templates(place, problems).read(name, node.get(name));
        if (!(template instanceof Template.Computed)) {
            problem(name, "should be a JSONata expression between {% and %}, was " + node.get(name));
        }
        return template;
    }

    /** Reads an instant or an expression that will give one. */
    Template instant(String name) {
        Template template = new Templates(place, problems).read(name, node.get(name));
        if (template instanceof Template.Literal(Object value) && !(value instanceof String text && isInstant(text))) {
            problem(name, "should be an ISO-8601 timestamp such as 2026-01-31T12:00:00Z, was " + node.get(name));
        }
        return template;
    }

    static boolean isInstant(String text) {
        try {
            return INSTANT.matcher(text).matches() && OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    Optional<Template> template(String name) {
        return get(name).map(value -> new Templates(place, problems).read(name, value));
    }

    /** Reads a string or an expression that will give one. */
    Optional<Template> textTemplate(String name) {
        get(name).filter(value -> !value.isTextual()).ifPresent(_ -> problem(name, "should be a string"));
        return template(name);
    }

    Map<String, Template> assign() {
        return new Templates(place, problems).assign(node.get("Assign"));
    }

    /** Reads a list of objects. */
    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        JsonNode list = node.path(name);
        if (!list.isMissingNode() && !list.isArray()) {
            problem(name, "should be an array");
        }
        for (int i = 0; i < list.size(); i++) {
            objects.add(new Fields(list.get(i), place + "/" + name + "[" + i + "]", problems));
        }
        return objects;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode list = node.path(name);
        if (!list.isArray() || list.isEmpty() || !list.valueStream().allMatch(JsonNode::isTextual)) {
            problem(name, "should be an array of strings, not empty");
        }
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
