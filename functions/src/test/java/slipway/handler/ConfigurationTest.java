package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import slipway.codec.TargetSchema;

/** The tables of docs/CONFIGURATION.md are printed from the code, so that they can't tell anything else. */
class ConfigurationTest {
    private static final Path PAGE = Path.of("../docs/CONFIGURATION.md");

    @Test
    void thePageHasTheTablesThatTheCodePrints() throws IOException {
        Path seen = Files.writeString(Path.of("target/CONFIGURATION-tables.md"), documentTable() + "\n" + variableTable());
        assertThat(Files.readString(PAGE)).as("copy the tables from functions/%s", seen).contains(documentTable()).contains(variableTable());
    }

    @Test
    void theTableHasEveryFieldOfTheSchema() {
        List<String> fields = new ArrayList<>();
        TargetSchema.TREE.at("/properties").fieldNames().forEachRemaining(fields::add);
        TargetSchema.TREE.at("/properties/limits/properties").fieldNames().forEachRemaining(field -> fields.add("limits." + field));
        assertThat(fields).hasSizeGreaterThan(15).allSatisfy(field -> assertThat(documentTable()).contains("| `" + field + "` |"));
    }

    private static String variableTable() {
        return "| variable | required | what it is |\n| --- | --- | --- |\n" + Settings.VARIABLES.stream()
                .map(one -> "| `" + one.name() + "` | " + (one.required() ? "yes" : "no") + " | " + one.what() + " |\n").collect(Collectors.joining());
    }

    private static String documentTable() {
        return "| field | required | default | allowed | what it is |\n| --- | --- | --- | --- | --- |\n" + rows("", TargetSchema.TREE);
    }

    private static String rows(String prefix, JsonNode schema) {
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            JsonNode is = field.getValue();
            rows.append("| `").append(prefix).append(field.getKey()).append("` | ").append(required(schema, field.getKey())).append(" | ")
                    .append(is.has("default") ? "`" + is.get("default").asText() + "`" : "").append(" | ").append(allowed(is)).append(" | ")
                    .append(is.get("description").asText()).append(" |\n");
            if (is.has("properties")) {
                rows.append(rows(prefix + field.getKey() + ".", is));
            }
        }
        return rows.toString();
    }

    private static String required(JsonNode schema, String field) {
        if (names(schema, field)) {
            return "yes";
        }
        return StreamSupport.stream(schema.path("allOf").spliterator(), false).filter(one -> names(one.path("then"), field))
                .map(one -> "for `" + one.at("/if/properties/kind/const").asText() + "`").findFirst().orElse("no");
    }

    private static boolean names(JsonNode schema, String field) {
        return StreamSupport.stream(schema.path("required").spliterator(), false).anyMatch(name -> name.asText().equals(field));
    }

    private static String allowed(JsonNode is) {
        if (is.has("const")) {
            return "`" + is.get("const") + "`";
        }
        if (is.has("enum")) {
            return StreamSupport.stream(is.get("enum").spliterator(), false).map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        }
        if (is.has("oneOf")) {
            return StreamSupport.stream(is.get("oneOf").spliterator(), false).map(way -> "`" + way.get("title").asText() + "`").collect(Collectors.joining(", "));
        }
        if (is.path("type").asText().equals("boolean")) {
            return "`true`, `false`";
        }
        if (is.has("minimum")) {
            return is.get("minimum") + " to " + is.get("maximum");
        }
        return is.has("not") ? "nothing" : is.has("minItems") ? is.get("minItems") + " to " + is.get("maxItems") + " names"
                : is.has("title") ? is.get("title").asText() : is.has("examples") ? "text such as `" + is.at("/examples/0").asText() + "`" : is.path("type").asText();
    }
}
