package slipway.sandbox.asl;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as the interpreter holds it: maps, lists, strings, booleans, Integer, Long, Double and {@link #NULL}, as JSONata
 * takes them. Values are never changed once made, so states, variables and history share them without copies.
 */
final class Json {
    /** JSON's null; Java's null means "nothing" (undefined) in JSONata. */
    static final Object NULL = Jsonata.NULL_VALUE;

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Reads one JSON text; throws {@link JsonParseException} if it is none or if something follows it. */
    static Object parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "No content to map due to end-of-input");
            }
            Object value = read(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "Something follows the JSON value");
            }
            return value;
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser.getNumberValue());
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new JsonParseException(parser, "Unexpected " + parser.currentToken());
        };
    }

    private static Map<String, Object> readObject(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, read(parser));
        }
        return fields;
    }

    private static List<Object> readArray(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return items;
    }

    private static Object integer(Number number) {
        // JSONata has doubles only: what does not fit a long is rounded, as there.
        return number instanceof Integer || number instanceof Long ? number : (Object) number.doubleValue();
    }

    static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
                yield fields;
            }
            case ARRAY -> {
                List<Object> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(value(item)));
                yield items;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? integer(node.numberValue()) : (Object) node.doubleValue();
            case NULL, MISSING -> NULL;
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + node);
        };
    }

    static JsonNode node(Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (value) {
            case Map<?, ?> fields -> {
                ObjectNode node = make.objectNode();
                fields.forEach((name, inner) -> node.set((String) name, node(inner)));
                yield node;
            }
            case List<?> items -> {
                ArrayNode node = make.arrayNode(items.size());
                items.forEach(item -> node.add(node(item)));
                yield node;
            }
            case String text -> make.textNode(text);
            case Boolean truth -> make.booleanNode(truth);
            case Integer number -> make.numberNode(number);
            case Long number -> make.numberNode(number);
            case Double number -> whole(number) ? make.numberNode(number.longValue()) : make.numberNode(number);
            case null, default -> make.nullNode();
        };
    }

    /** Writes a value without spaces. */
    static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        switch (value) {
            case Map<?, ?> fields -> {
                out.writeStartObject();
                for (var field : fields.entrySet()) {
                    out.writeFieldName((String) field.getKey());
                    write(field.getValue(), out);
                }
                out.writeEndObject();
            }
            case List<?> items -> {
                out.writeStartArray();
                for (Object item : items) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case String text -> out.writeString(text);
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number when whole(number) -> out.writeNumber(number.longValue());
            case Double number -> out.writeNumber(number);
            case null, default -> out.writeNull();
        }
    }

    static boolean whole(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15;
    }
}
