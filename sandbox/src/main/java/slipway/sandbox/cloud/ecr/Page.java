package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import slipway.sandbox.cloud.AwsFault;

/** One page of a listing; the token says how many items went before it. */
record Page<T>(List<T> items, int from, int to) {
    static <T> Page<T> of(JsonNode input, List<T> items, int usual, int most) {
        int size = input.path("maxResults").asInt(usual);
        if (size < 1 || size > most) {
            throw AwsFault.of("InvalidParameterException",
                    "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value between 1 and " + most + "'");
        }
        String token = input.path("nextToken").asText("0");
        if (!token.matches("\\d{1,6}") || Integer.parseInt(token) > items.size()) {
            throw AwsFault.of("InvalidParameterException", "Invalid parameter at 'nextToken'");
        }
        int from = Integer.parseInt(token);
        return new Page<>(items, from, Math.min(from + size, items.size()));
    }

    ObjectNode written(String name, Function<T, ObjectNode> writer) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode written = output.putArray(name);
        items.subList(from, to).forEach(item -> written.add(writer.apply(item)));
        return to < items.size() ? output.put("nextToken", Integer.toString(to)) : output;
    }
}
