package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes a JSON tree as the XML of AWS's Query protocol. */
final class Xml {
    private final StringBuilder written = new StringBuilder();

    Xml open(String name) {
        written.append('<').append(name).append('>');
        return this;
    }

    Xml open(String name, String namespace) {
        written.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    Xml close(String name) {
        written.append("</").append(name).append('>');
        return this;
    }

    Xml text(String name, String text) {
        open(name);
        text.codePoints().forEach(this::escape);
        return close(name);
    }

    /**
     * Writes an element with the node's content: members of an object, {@code member} elements of an array, or text. An object
     * whose only member is an array named {@code entry} is a map, and its entries stand without a wrapper, as {@link QueryForm} reads them.
     */
    Xml element(String name, JsonNode node) {
        if (node.isValueNode()) {
            return node.isNull() ? this : text(name, node.asText());
        }
        open(name);
        if (node.isArray()) {
            node.forEach(item -> element("member", item));
        } else if (node.size() == 1 && node.path("entry").isArray()) {
            node.get("entry").forEach(entry -> element("entry", entry));
        } else {
            node.properties().forEach(field -> element(field.getKey(), field.getValue()));
        }
        return close(name);
    }

    private void escape(int letter) {
        switch (letter) {
            case '<' -> written.append("&lt;");
            case '>' -> written.append("&gt;");
            case '&' -> written.append("&amp;");
            case '\r' -> written.append("&#xD;");
            default -> written.appendCodePoint(letter);
        }
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
