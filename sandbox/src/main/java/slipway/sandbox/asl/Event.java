package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * One event of an execution's history, as GetExecutionHistory returns them.
 *
 * @param type such as {@code TaskStateEntered}
 */
public record Event(long id, long previous, Instant at, String type, Map<String, Object> details) {
    /** A JSON value that is written as text only when somebody reads the history. */
    record Text(Object value) {}

    private static final Map<String, Object> NOT_TRUNCATED = Map.of("truncated", false);

    /** Returns the member that holds the details, such as {@code stateEnteredEventDetails}. */
    public String detailsName() {
        String kind = type.endsWith("StateEntered") ? "stateEntered"
                : type.endsWith("StateExited") ? "stateExited"
                : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        return kind + "EventDetails";
    }

    /** Returns the details as AWS writes them: inputs, outputs and parameters are JSON in strings. */
    public ObjectNode rendered() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        details.forEach((name, value) -> {
            if (value instanceof Text(Object inner)) {
                node.put(name, Json.text(inner));
                if (name.equals("input") || name.equals("output")) {
                    node.set(name + "Details", Json.node(NOT_TRUNCATED));
                }
            } else if (name.equals("assignedVariables")) {
                ObjectNode assigned = node.putObject(name);
                ((Map<?, ?>) value).forEach((variable, inner) -> assigned.put((String) variable, Json.text(inner)));
                node.set(name + "Details", Json.node(NOT_TRUNCATED));
            } else {
                node.set(name, Json.node(value));
            }
        });
        return node;
    }
}
