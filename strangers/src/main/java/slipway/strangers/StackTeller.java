package slipway.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.event.ruler.Ruler;

/**
 * Answers a stranger's questions about stacks and event patterns: reads them as one JSON object from standard input
 * ({@code stacks}: parameters by name; {@code patterns} and {@code events} by name) and writes what stands in the sandbox for each
 * stack, and for each pattern whether AWS's Event Ruler, EventBridge's own engine, lets each event through.
 */
public final class StackTeller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StackTeller() {}

    public static void main(String[] arguments) throws Exception {
        JsonNode asked = JSON.readTree(System.in);
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> stack : asked.path("stacks").properties()) {
            told.withObjectProperty("stacks").set(stack.getKey(), Standing.of(Path.of(arguments[0]), stack.getValue()));
        }
        for (Map.Entry<String, JsonNode> pattern : asked.path("patterns").properties()) {
            ObjectNode matches = told.withObjectProperty("matches").putObject(pattern.getKey());
            for (Map.Entry<String, JsonNode> event : asked.path("events").properties()) {
                matches.put(event.getKey(), Ruler.matchesRule(event.getValue().toString(), pattern.getValue().toString()));
            }
        }
        System.out.println(told);
    }
}
