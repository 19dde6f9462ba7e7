package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The states of both shipped definitions, by their names, which are no two the same. */
final class Definitions {
    private static final Map<String, JsonNode> STATES = new LinkedHashMap<>();

    static {
        add(read("deploy"));
        add(read("route"));
    }

    private Definitions() {}

    static Map<String, JsonNode> states() {
        return STATES;
    }

    /** Returns the template's name of the function that a state invokes. */
    static Optional<String> function(String state) {
        return Optional.ofNullable(STATES.get(state)).map(found -> found.path("Arguments").path("FunctionName").asText().replaceAll("[${}]", ""))
                .filter(name -> !name.isEmpty());
    }

    private static void add(JsonNode flow) {
        flow.path("States").properties().forEach(state -> {
            if (STATES.put(state.getKey(), state.getValue()) != null) {
                throw new IllegalStateException("two states have the name " + state.getKey());
            }
            add(state.getValue().path("ItemProcessor"));
        });
    }

    private static JsonNode read(String machine) {
        try {
            return Words.json(Files.readString(Stage.HOME.resolve("statemachine").resolve(machine + ".asl.json")).replace("${Partition}", "aws"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
