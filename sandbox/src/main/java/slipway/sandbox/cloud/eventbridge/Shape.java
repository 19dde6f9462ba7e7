package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;

/** What a target gets of an event (API_Target: Input, InputPath, InputTransformer; none of them: the whole event). */
public sealed interface Shape {
    JsonNode of(ObjectNode event);

    record Whole() implements Shape {
        @Override
        public JsonNode of(ObjectNode event) {
            return event;
        }
    }

    /** The same for each event: the rule's Input. */
    record Constant(JsonNode input) implements Shape {
        /** @throws IllegalArgumentException if the text is not JSON */
        public static Constant of(String json) {
            return new Constant(Json.parsed(json));
        }

        @Override
        public JsonNode of(ObjectNode event) {
            return input;
        }
    }

    /** A part of the event: the rule's InputPath, such as {@code $.detail}. */
    record Part(String path) implements Shape {
        @Override
        public JsonNode of(ObjectNode event) {
            return Json.at(event, path);
        }
    }

    /**
     * Parts of the event in a JSON template: the rule's InputTransformer. A variable inside a JSON string gives its text, one
     * that stands alone its JSON ("Amazon EventBridge input transformation"). A path that finds nothing is not modelled.
     *
     * @param paths by variable, such as {@code tag} to {@code $.detail.image-tag}
     */
    record Transformed(Map<String, String> paths, String template) implements Shape {
        private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_-]+)>");

        @Override
        public JsonNode of(ObjectNode event) {
            Matcher variables = VARIABLE.matcher(template);
            StringBuilder written = new StringBuilder();
            while (variables.find()) {
                String path = paths.get(variables.group(1));
                if (path == null) {
                    throw new IllegalArgumentException("the template's variable <" + variables.group(1) + "> has no path");
                }
                String value = Json.at(event, path).toString();
                boolean quoted = value.startsWith("\"") && insideString(variables.start());
                variables.appendReplacement(written, Matcher.quoteReplacement(quoted ? value.substring(1, value.length() - 1) : value));
            }
            return Json.parsed(variables.appendTail(written).toString());
        }

        private boolean insideString(int position) {
            return template.substring(0, position).replace("\\\"", "").chars().filter(letter -> letter == '"').count() % 2 == 1;
        }
    }

    /** Reads JSON and the dotted paths that EventBridge knows. */
    final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
        private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z0-9_-]+)*");

        private Json() {}

        static JsonNode parsed(String json) {
            try {
                return MAPPER.readTree(json);
            } catch (JsonProcessingException unreadable) {
                throw new IllegalArgumentException("not JSON: " + json, unreadable);
            }
        }

        static JsonNode at(ObjectNode event, String path) {
            if (!PATH.matcher(path).matches()) {
                throw AwsFault.notModelled("the event path " + path);
            }
            JsonNode found = event.at(path.substring(1).replace('.', '/'));
            if (found.isMissingNode()) {
                throw AwsFault.notModelled("an event without " + path + ", which a rule's target wants");
            }
            return found;
        }
    }
}
