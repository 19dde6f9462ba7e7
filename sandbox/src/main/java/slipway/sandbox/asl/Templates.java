package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the JSON values that may hold expressions, and compiles these. */
final class Templates {
    private static final int LONGEST_NAME = 80;

    private final String place;
    private final Problems problems;
    private final Set<String> ofStates;

    /** @param ofStates what {@code $states} has in Assign and Output here; elsewhere it has input and context */
    Templates(String place, Problems problems, Set<String> ofStates) {
        this.place = place;
        this.problems = problems;
        this.ofStates = ofStates;
    }

    Template read(String location, JsonNode node) {
        if (node.isTextual()) {
            return text(location, node.textValue());
        }
        if (node.isArray()) {
            List<Template> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                items.add(read(location + "[" + i + "]", node.get(i)));
            }
            return items.stream().allMatch(Template.Literal.class::isInstance)
                    ? new Template.Literal(Json.value(node)) : new Template.Elements(items);
        }
        if (node.isObject()) {
            Map<String, Template> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(name(location, field.getKey()),
                    read(location + "/" + field.getKey(), field.getValue())));
            return fields.values().stream().allMatch(Template.Literal.class::isInstance)
                    ? new Template.Literal(Json.value(node)) : new Template.Fields(fields);
        }
        return new Template.Literal(Json.value(node));
    }

    private String name(String location, String name) {
        if (name.endsWith(".$")) {
            problem(location, "has '" + name + "', which belongs to JSONPath, not to JSONata");
        }
        return name;
    }

    private Template text(String location, String text) {
        boolean opens = text.startsWith("{%");
        boolean closes = text.endsWith("%}");
        if (opens && closes && text.length() >= 4) {
            return compile(location, text.substring(2, text.length() - 2).strip());
        }
        // AWS takes these for plain text; nobody means that.
        String stripped = text.strip();
        if (stripped.startsWith("{%") || stripped.endsWith("%}")) {
            problem(location, "should begin with {% and end with %}, without spaces around, was '" + text + "'");
        }
        return new Template.Literal(text);
    }

    private Template compile(String location, String text) {
        try {
            Expression expression = Expression.compile(text);
            boolean leaving = location.split("/")[0].matches("(Assign|Output)(\\[.*)?");
            Words.problems(text, leaving ? ofStates : Set.of("input", "context"))
                    .forEach(what -> problems.unsupported(place + "/" + location, what));
            return new Template.Computed(expression);
        } catch (RuntimeException e) {
            problems.invalid(place + "/" + location, String.valueOf(e.getMessage()));
            return new Template.Literal(Json.NULL);
        }
    }

    Map<String, Template> assign(JsonNode node) {
        Map<String, Template> assigned = new LinkedHashMap<>();
        if (node == null) {
            return assigned;
        }
        if (!node.isObject()) {
            problem("Assign", "should be an object");
        }
        node.properties().forEach(field -> {
            if (!isName(field.getKey())) {
                problem("Assign", "has the variable '" + field.getKey() + "'; a name is letters, digits and _, at most 80, "
                        + "begins with a letter, and is not 'states'");
            }
            assigned.put(name("Assign", field.getKey()), read("Assign/" + field.getKey(), field.getValue()));
        });
        return assigned;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && !name.equals("states")
                && Character.isUnicodeIdentifierStart(name.codePointAt(0))
                && name.codePoints().allMatch(c -> Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }

    private void problem(String location, String what) {
        problems.schema(place, "field '" + location + "' " + what);
    }
}
