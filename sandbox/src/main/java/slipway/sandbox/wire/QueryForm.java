package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import slipway.sandbox.cloud.AwsFault;

/**
 * Reads the form of AWS's Query protocol into a tree: {@code X.member.2.Y} is a structure in a list, {@code X.entry.1.key}
 * and {@code X.entry.1.value} a map's entry (smithy.io, "AWS Query protocol", input serialization).
 */
final class QueryForm {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private QueryForm() {}

    static ObjectNode read(String form) {
        ObjectNode raw = NODES.objectNode();
        for (String pair : form.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                put(raw, decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        ObjectNode read = NODES.objectNode();
        raw.properties().forEach(field -> read.set(field.getKey(), shaped(field.getValue())));
        return read;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException undecodable) {
            throw AwsFault.of("MalformedQueryString", "the form is not URL-encoded: " + undecodable.getMessage());
        }
    }

    private static void put(ObjectNode root, String path, String value) {
        String[] steps = path.split("\\.", -1);
        ObjectNode at = root;
        for (int step = 0; step < steps.length - 1; step++) {
            JsonNode next = at.get(steps[step]);
            if (next != null && !next.isObject()) {
                throw AwsFault.of("MalformedQueryString", path + " is both a value and a structure");
            }
            at = next == null ? at.putObject(steps[step]) : (ObjectNode) next;
        }
        if (at.replace(steps[steps.length - 1], NODES.textNode(value)) != null) {
            throw AwsFault.of("MalformedQueryString", path + " is given twice");
        }
    }

    private static JsonNode shaped(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1 && node.path("member").isObject()) {
            ArrayNode list = NODES.arrayNode();
            numbered(node.get("member")).values().forEach(item -> list.add(shaped(item)));
            return list;
        }
        ObjectNode shaped = NODES.objectNode();
        if (node.size() == 1 && node.path("entry").isObject()) {
            for (JsonNode entry : numbered(node.get("entry")).values()) {
                shaped.set(either(entry, "key", "Name").asText(), shaped(either(entry, "value", "Value")));
            }
            return shaped;
        }
        node.properties().forEach(field -> shaped.set(field.getKey(), shaped(field.getValue())));
        return shaped;
    }

    /** A model may rename a map's key and value; SNS calls them Name and Value (botocore's service model, MessageAttributeMap). */
    private static JsonNode either(JsonNode entry, String usual, String renamed) {
        return entry.has(usual) ? entry.get(usual) : entry.path(renamed);
    }

    private static Map<Integer, JsonNode> numbered(JsonNode items) {
        Map<Integer, JsonNode> numbered = new TreeMap<>();
        for (var item : items.properties()) {
            if (!item.getKey().matches("[1-9]\\d{0,5}")) {
                throw AwsFault.of("MalformedQueryString", "a list's items are numbered from 1, was " + item.getKey());
            }
            numbered.put(Integer.valueOf(item.getKey()), item.getValue());
        }
        return numbered;
    }
}
