package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the conformance table from its resources; strict, so that a misspelt key is no row that checks nothing. */
final class Rows {
    private static final List<String> FILES = List.of("states", "choice", "data", "recovery", "errors", "map", "time", "tasks", "limits", "jsonata",
            "functions", "refused-states", "refused-tasks", "refused-unmodelled");

    private static final Set<String> TOLD = Set.of("row", "feature", "expected", "source", "believed");
    private static final Set<String> DEFINED = Set.of("state", "states", "machine", "text", "expr", "task", "map", "input", "functions");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<Row> ALL = FILES.stream().flatMap(file -> of(file).stream()).toList();

    private Rows() {}

    static List<Row> all() {
        return ALL;
    }

    private static List<Row> of(String file) {
        JsonNode node = read("conformance/" + file + ".yaml");
        List<Row> rows = new ArrayList<>();
        node.required("rows").forEach(row -> rows.add(row(node.required("title").asText(), node.path("source").asText(""), row)));
        return rows;
    }

    private static JsonNode read(String file) {
        try (var stream = Rows.class.getResourceAsStream(file)) {
            return YAML.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static Row row(String section, String source, JsonNode row) {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        row.properties().stream().filter(field -> !TOLD.contains(field.getKey()) && !DEFINED.contains(field.getKey()))
                .forEach(field -> rest.put(field.getKey(), field.getValue()));
        Row.Proof proof = proof(row, rest);
        String told = row.has("expr") ? row.get("expr").asText() : shown(row);
        return new Row(row.required("row").asText(), section, row.path("feature").asText("`" + told + "`"),
                row.path("expected").asText(standard(proof)), row.path("source").asText(source), row.path("believed").asBoolean(), proof);
    }

    private static Row.Proof proof(JsonNode row, Map<String, JsonNode> rest) {
        if (rest.containsKey("test") || rest.containsKey("refused")) {
            if (rest.size() != 1) {
                throw new IllegalArgumentException("a row either plays, or is refused, or names a test: " + row);
            }
            return row.has("test") ? new Row.Tests(row.get("test").asText()) : new Row.Refuses(definition(row), row.get("refused").asText());
        }
        if (!ConformanceTest.OUTCOMES.containsAll(rest.keySet()) || !rest.containsKey("output") && !rest.containsKey("error")) {
            throw new IllegalArgumentException("a row needs output or error, and may have " + ConformanceTest.OUTCOMES + ": " + row);
        }
        Map<String, JsonNode> functions = new LinkedHashMap<>();
        row.path("functions").properties().forEach(field -> functions.put(field.getKey(), field.getValue()));
        return new Row.Plays(definition(row), row.has("input") ? row.get("input").toString() : "{}", functions, rest);
    }

    /** Writes what a row is about from its shorthand. */
    private static String definition(JsonNode row) {
        if (row.has("text")) {
            return row.get("text").asText();
        }
        if (row.has("machine")) {
            return row.get("machine").toString();
        }
        ObjectNode states = JsonNodeFactory.instance.objectNode();
        if (row.has("states")) {
            states.setAll((ObjectNode) row.get("states"));
        } else {
            states.set("S", state(row));
        }
        return JsonNodeFactory.instance.objectNode().put("QueryLanguage", "JSONata").put("StartAt", states.fieldNames().next())
                .set("States", states).toString();
    }

    private static JsonNode state(JsonNode row) {
        if (row.has("expr")) {
            return JsonNodeFactory.instance.objectNode().put("Type", "Pass").put("Output", "{% " + row.get("expr").asText() + " %}").put("End", true);
        }
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        if (row.has("task")) {
            state.put("Type", "Task").put("Resource", "arn:aws:states:::lambda:invoke").put("End", true).putObject("Arguments").put("FunctionName", "f");
        } else if (row.has("map")) {
            state.put("Type", "Map").put("End", true).putObject("ItemProcessor").put("StartAt", "I").putObject("States").putObject("I")
                    .put("Type", "Succeed");
        }
        JsonNode own = Optional.ofNullable(row.get("task")).or(() -> Optional.ofNullable(row.get("map"))).orElseGet(() -> row.required("state"));
        own.properties().forEach(field -> {
            if (field.getValue().isNull() && !row.has("state")) {
                state.remove(field.getKey());
            } else {
                state.set(field.getKey(), field.getValue());
            }
        });
        return state;
    }

    private static String shown(JsonNode row) {
        return DEFINED.stream().filter(row::has).filter(name -> !name.equals("input") && !name.equals("functions")).findFirst()
                .map(name -> row.get(name).isTextual() ? row.get(name).asText() : row.get(name).toString()).orElse("");
    }

    private static String standard(Row.Proof proof) {
        return switch (proof) {
            case Row.Plays plays when plays.outcome().containsKey("output") -> "gives `" + plays.outcome().get("output") + "`";
            case Row.Plays plays -> "fails with " + plays.outcome().get("error").asText();
            case Row.Refuses refuses -> "refused: " + refuses.message();
            case Row.Tests _ -> "";
        };
    }
}
