package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What definitions use of the language, by name: fields with their place, functions, operators, members of {@code $states}, resources
 * with their arguments, and error names.
 */
final class Used {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FUNCTION = Pattern.compile("\\$([a-zA-Z0-9]+)\\s*\\(|~>\\s*\\$([a-zA-Z0-9]+)");
    private static final Pattern MEMBER = Pattern.compile("\\$states\\.(input|result|errorOutput(\\.[A-Z]\\w+)?|context(\\.[A-Z]\\w+)*)");
    private static final Pattern OPERATOR = Pattern.compile(" (and|or|in|=|!=|<=|>=|<|>|\\+|-|\\*|/|%|&|\\?|~>) |\\[\\$|\\[[a-z]\\w* ");
    private static final Map<String, Place> PLACES = Map.of("Task", Place.TASK, "Pass", Place.PASS, "Choice", Place.CHOICE, "Wait", Place.WAIT,
            "Succeed", Place.SUCCEED, "Fail", Place.FAIL, "Map", Place.MAP);

    private final Set<String> names = new TreeSet<>();

    Set<String> names() {
        return names;
    }

    Used add(String definition) {
        JsonNode machine;
        try {
            machine = JSON.readTree(definition);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fields(Place.MACHINE, machine);
        machine.path("States").forEach(this::state);
        return this;
    }

    static String field(Place place, String name) {
        return place + "." + name;
    }

    static String function(String name) {
        return "$" + name + "()";
    }

    static String argument(Resource resource, String name) {
        return resource.arn() + " " + name;
    }

    private void fields(Place place, JsonNode node) {
        node.fieldNames().forEachRemaining(name -> names.add(field(place, name)));
    }

    private void state(JsonNode state) {
        fields(PLACES.get(state.path("Type").asText()), state);
        state.path("Choices").forEach(rule -> fields(Place.RULE, rule));
        state.path("Retry").forEach(retrier -> recovery(Place.RETRIER, retrier));
        state.path("Catch").forEach(catcher -> recovery(Place.CATCHER, catcher));
        Resource.of(state.path("Resource").asText()).ifPresent(resource -> {
            names.add(resource.arn());
            state.path("Arguments").fieldNames().forEachRemaining(name -> names.add(argument(resource, name)));
        });
        if (state.has("ItemProcessor")) {
            fields(Place.PROCESSOR, state.get("ItemProcessor"));
            fields(Place.PROCESSOR_CONFIG, state.get("ItemProcessor").path("ProcessorConfig"));
            state.get("ItemProcessor").path("States").forEach(this::state);
        }
        expressions(state);
    }

    private void recovery(Place place, JsonNode entry) {
        fields(place, entry);
        entry.path("ErrorEquals").forEach(name -> {
            if (name.asText().startsWith("States.")) {
                names.add(name.asText());
            }
        });
    }

    private void expressions(JsonNode node) {
        if (node.isTextual() && node.asText().startsWith("{%")) {
            all(FUNCTION, node.asText(), match -> function(match.group(1) == null ? match.group(2) : match.group(1)));
            all(MEMBER, node.asText(), match -> match.group());
            all(OPERATOR, node.asText(), match -> "operator " + (match.group(1) == null ? "[filter]" : match.group(1)));
        }
        node.forEach(this::expressions);
    }

    private void all(Pattern pattern, String text, java.util.function.Function<java.util.regex.MatchResult, String> name) {
        pattern.matcher(text).results().map(name).forEach(names::add);
    }
}
