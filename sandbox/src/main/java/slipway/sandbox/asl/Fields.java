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
import java.util.stream.Stream;

/** The fields of one object of a definition; what does not fit is added to the problems under its place. */
final class Fields {
    /** The longest time that Step Functions counts, in seconds. */
    static final long LONGEST = 99_999_999;

    private static final Set<String> JSON_PATH = Set.of(
            "InputPath", "OutputPath", "ResultPath", "ResultSelector", "Parameters", "Result", "SecondsPath", "TimestampPath",
            "ItemsPath", "TimeoutSecondsPath", "HeartbeatSecondsPath", "MaxConcurrencyPath", "ErrorPath", "CausePath", "Variable");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private static final Set<Place> WITH_RESULT = Set.of(Place.TASK, Place.MAP);

    private final JsonNode node;
    private final String place;
    private final Problems problems;
    private Set<String> ofStates = Set.of("input", "context");

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

    /** Lets only the fields of a place pass; says of others who does not have them. */
    void only(Place where) {
        if (WITH_RESULT.contains(where)) {
            ofStates = Set.of("input", "context", "result");
        } else if (where == Place.CATCHER) {
            ofStates = Set.of("input", "context", "errorOutput");
        }
        for (var field : node.properties()) {
            String name = field.getKey();
            if (where.elsewhere().contains(name)) {
                problem(name, "is not modelled by the sandbox");
            } else if (JSON_PATH.contains(name) && !where.fields().contains(name)) {
                problems.schema(place, "The QueryLanguage is set to 'JSONata', but field '" + name + "' is only supported for the 'JSONPath' QueryLanguage");
            } else if (!where.fields().contains(name)) {
                problems.schema(place, "Field '" + name + "' is not supported");
            }
        }
        optionalText("Comment");
        optionalText("QueryLanguage").filter(language -> !language.equals("JSONata")).ifPresent(language -> wrongLanguage(where, language));
    }

    private void wrongLanguage(Place where, String language) {
        if (where == Place.MACHINE) {
            problem("QueryLanguage", "should be JSONata: the sandbox does not model " + language);
        } else {
            // Recorded on AWS.
            problems.schema(place, "'QueryLanguage' can not be '" + language + "' if set to 'JSONata' for whole state machine");
        }
    }

    /** Names all fields of these that are missing in one problem, as Step Functions does. */
    void required(String... names) {
        List<String> missing = Stream.of(names).filter(name -> !node.has(name)).toList();
        if (!missing.isEmpty()) {
            problems.schema(place, "These fields are required: " + missing);
        }
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
        required(name);
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
        Template template = templates().read(name, node.get(name));
        if (!(template instanceof Template.Computed)) {
            problem(name, "should be a JSONata expression between {% and %}, was " + node.get(name));
        }
        return template;
    }

    /** Reads an instant or an expression that will give one. */
    Template instant(String name) {
        Template template = templates().read(name, node.get(name));
        if (template instanceof Template.Literal(Object value) && !(value instanceof String text && isInstant(text))) {
            // Recorded on AWS.
            problems.schema(place + "/" + name, "String does not match RFC3339 timestamp");
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
        return get(name).map(value -> templates().read(name, value));
    }

    /** Reads a string or an expression that will give one. */
    Optional<Template> textTemplate(String name) {
        get(name).filter(value -> !value.isTextual()).ifPresent(_ -> problem(name, "should be a string"));
        return template(name);
    }

    private Templates templates() {
        return new Templates(place, problems, ofStates);
    }

    Map<String, Template> assign() {
        return templates().assign(node.get("Assign"));
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
