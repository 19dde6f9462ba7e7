package slipway.sandbox.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shipped definition files and the template, as they are read by tests. */
final class Definitions {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static final JsonNode DEPLOY = read(new ObjectMapper(), "statemachine/deploy.asl.json");
    static final JsonNode ROUTE = read(new ObjectMapper(), "statemachine/route.asl.json");
    static final JsonNode TEMPLATE = read(new ObjectMapper(new YAMLFactory()), "template.yaml");

    /** One state; those in a Map's iterations too. */
    record Named(String name, JsonNode state) {
        boolean is(String type) {
            return state.path("Type").asText().equals(type);
        }

        List<JsonNode> retriers() {
            return list(state.path("Retry"));
        }

        List<JsonNode> catchers() {
            return list(state.path("Catch"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Definitions() {}

    static Stream<Named> states() {
        return Stream.of(DEPLOY, ROUTE).flatMap(machine -> in(machine).stream());
    }

    static Stream<Named> tasks() {
        return states().filter(one -> one.is("Task"));
    }

    static List<Named> in(JsonNode machine) {
        List<Named> found = new ArrayList<>();
        machine.path("States").properties().forEach(state -> {
            found.add(new Named(state.getKey(), state.getValue()));
            found.addAll(in(state.getValue().path("ItemProcessor")));
        });
        return found;
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static List<String> errors(JsonNode rule) {
        return list(rule.path("ErrorEquals")).stream().map(JsonNode::asText).toList();
    }

    private static JsonNode read(ObjectMapper mapper, String file) {
        try {
            return mapper.readTree(HOME.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
