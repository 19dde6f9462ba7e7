package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes output members: what is absent is left out, as awsJson1.1 does, and times are epoch seconds. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static void put(ObjectNode node, String member, Optional<String> text) {
        text.ifPresent(it -> node.put(member, it));
    }

    static void put(ObjectNode node, String member, Instant time) {
        node.put(member, time.toEpochMilli() / 1000.0);
    }

    static void time(ObjectNode node, String member, Optional<Instant> time) {
        time.ifPresent(it -> put(node, member, it));
    }
}
