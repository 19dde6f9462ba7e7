package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/** One page of a list operation: {@code maxResults} of 1 to 100, else the operation's own size, and {@code nextToken}. */
record Page(int from, int size) {
    static Page of(Input input, int usual) {
        int size = input.count("maxResults").orElse(usual);
        if (size < 1 || size > 100) {
            throw Input.invalid("maxResults should be between 1 and 100.");
        }
        String token = input.text("nextToken").orElse("0");
        if (!token.matches("[0-9]{1,9}")) {
            throw Input.invalid("Invalid token.");
        }
        return new Page(Integer.parseInt(token), size);
    }

    <T> ObjectNode render(String member, List<T> all, BiConsumer<ArrayNode, T> add) {
        ObjectNode output = Json.object();
        ArrayNode list = output.putArray(member);
        all.stream().skip(from).limit(size).forEach(item -> add.accept(list, item));
        if (from + size < all.size()) {
            output.put("nextToken", Integer.toString(from + size));
        }
        return output;
    }
}
