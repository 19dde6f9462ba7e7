package slipway.strangers.machines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.TreeMap;

/** The same words for the same thing: members in order, numbers without their spelling, no service's own remark behind an error. */
final class Words {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private Words() {}

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns one line for a JSON text; equal values are equal lines. */
    static String line(String json) {
        return same(json(json)).toString();
    }

    /** Returns an error's cause: what a function says of itself is JSON, what a service says ends with its status and request id. */
    static String cause(String cause) {
        return cause.startsWith("{") ? line(cause) : remarkless(cause);
    }

    private static String remarkless(String text) {
        return text.replaceAll(" \\(Service: [^)]*\\)", "");
    }

    private static JsonNode same(JsonNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), same(member.getValue())));
            return new ObjectNode(make, members);
        }
        if (node.isArray()) {
            ArrayNode array = make.arrayNode();
            node.forEach(one -> array.add(same(one)));
            return array;
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue().stripTrailingZeros();
            return make.numberNode(number.scale() < 0 ? number.setScale(0) : number);
        }
        return node.isTextual() ? TextNode.valueOf(remarkless(node.asText())) : node;
    }
}
