package slipway.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The published JSON Schema of target documents, and what its errors are called in a sentence. */
public final class TargetSchema {
    /** The schema as it is published. */
    public static final JsonNode TREE = load();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TREE);
    private static final int MOST = 60;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$.-]{1," + MOST + "}");

    /** To which a field that is there twice, or text after the end, is an error. */
    static final ObjectReader STRICT = Json.MAPPER.reader()
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private TargetSchema() {}

    /** Returns one sentence for each problem: the field, its value, and what is allowed. */
    static List<String> problems(JsonNode document) {
        return SCHEMA.validate(document).stream().map(TargetSchema::sentence).distinct().sorted().toList();
    }

    private static String sentence(ValidationMessage error) {
        String field = error.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        if (field.equals("tags") || field.startsWith("tags.")) {
            return "tags is not a policy, allowed is \"any\", {\"exact\": \"latest\"}, {\"glob\": \"v*\"}, {\"semver\": \"^1.2\"} "
                    + "or {\"regex\": \"v[0-9]+\"}, a tag and a glob with a tag's characters, the others at most 200";
        }
        String is = (field.isEmpty() ? "the document" : field) + " is " + brief(error.getInstanceNode()) + ", allowed is ";
        JsonNode schema = parent(error);
        return switch (error.getType()) {
            case "required" -> below(field, error.getProperty()) + " is missing: " + property(schema, error.getProperty());
            case "additionalProperties" -> below(field, name(error.getProperty())) + " is not a field, allowed are " + names(schema.path("properties"));
            case "not" -> field + " " + schema.path("title").asText();
            case "const" -> is + schema.get("const");
            case "enum" -> is + "one of " + values(schema.get("enum"));
            case "minimum", "maximum" -> is + schema.path("minimum") + " to " + schema.path("maximum");
            case "type" -> is + article(schema);
            case "pattern", "minLength", "maxLength" -> is + "text like " + schema.path("examples").path(0)
                    + " that matches " + schema.path("pattern").asText();
            case "minItems", "maxItems" -> field + " has " + error.getInstanceNode().size() + " entries, allowed are "
                    + schema.path("minItems") + " to " + schema.path("maxItems");
            case "minProperties", "maxProperties" -> field + " has " + error.getInstanceNode().size() + " fields, allowed is one of " + names(schema.path("properties"));
            case "uniqueItems" -> field + " names something twice";
            // A keyword that the schema gets later is said in the validator's own words.
            case String _ -> field + ": " + error.getError();
        };
    }

    private static JsonNode parent(ValidationMessage error) {
        JsonNode at = TREE;
        var path = error.getSchemaLocation().getFragment();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            at = path.getElement(i) instanceof Integer index ? at.path(index) : at.path(path.getElement(i).toString());
        }
        return at;
    }

    private static String article(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "integer" -> schema.has("minimum") ? "a whole number, " + schema.path("minimum") + " to " + schema.path("maximum")
                    : "a whole number";
            case "array" -> "an array";
            case "boolean" -> "true or false";
            case "object" -> "an object";
            case String type -> "a " + type + (schema.has("examples") ? " like " + schema.path("examples").path(0) : "");
        };
    }

    private static String property(JsonNode schema, String name) {
        String own = schema.path("properties").path(name).path("description").asText();
        return own.isEmpty() ? TREE.path("properties").path(name).path("description").asText() : own;
    }

    private static String below(String field, String name) {
        return field.isEmpty() ? name : field + "." + name;
    }

    private static String brief(JsonNode value) {
        String text = value.toString();
        return text.length() <= MOST ? text : text.substring(0, MOST - 3) + "...";
    }

    /** A field that somebody made up may be long, or hold a line break. */
    static String name(String field) {
        return PLAIN.matcher(field).matches() ? field : brief(TextNode.valueOf(field));
    }

    private static String names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    private static String values(JsonNode array) {
        return String.join(", ", StreamSupport.stream(array.spliterator(), false).map(JsonNode::toString).toList());
    }

    private static JsonNode load() {
        try (InputStream schema = TargetSchema.class.getResourceAsStream("/slipway/target.schema.json")) {
            return Json.MAPPER.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
