package slipway.sandbox.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameters that an operation accepts, as a tree. Written {@code "cluster, services[], targets[]{Id, Port}, tags*"}:
 * {@code []} is a list, {@code {…}} a structure's own members, {@code *} anything below (a map, or a document kept as it is).
 */
public final class Members {
    private final Map<String, Members> members;
    private final boolean anything;

    private Members(Map<String, Members> members, boolean anything) {
        this.members = members;
        this.anything = anything;
    }

    /** @throws IllegalArgumentException if the text is not of the form above */
    public static Members parse(String text) {
        Reader reader = new Reader(text);
        Members members = reader.list();
        if (reader.at != text.length()) {
            throw new IllegalArgumentException("members unreadable at " + reader.at + ": " + text);
        }
        return members;
    }

    /** Returns the path of the first parameter that is not accepted. */
    public Optional<String> refused(JsonNode input) {
        return anything ? Optional.empty() : refused("", input);
    }

    /** Returns the path of each parameter that is accepted, such as {@code targets.Id}; what may be anything ends in {@code *}. */
    public List<String> paths() {
        if (anything) {
            return List.of("*");
        }
        return members.entrySet().stream().flatMap(member -> {
            List<String> inner = member.getValue().paths();
            return inner.isEmpty() ? Stream.of(member.getKey()) : inner.stream().map(path -> member.getKey() + "." + path);
        }).toList();
    }

    private Optional<String> refused(String path, JsonNode node) {
        if (anything) {
            return Optional.empty();
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                Optional<String> found = refused(path, item);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        for (var field : node.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            Members inner = members.get(field.getKey());
            Optional<String> found = inner == null ? Optional.of(name) : inner.refused(name, field.getValue());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Members list() {
            Map<String, Members> found = new LinkedHashMap<>();
            skip();
            while (at < text.length() && text.charAt(at) != '}') {
                int from = at;
                while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
                    at++;
                }
                String name = text.substring(from, at);
                if (name.isEmpty()) {
                    throw new IllegalArgumentException("members need a name at " + at + ": " + text);
                }
                found.put(name, suffix());
                skip();
            }
            return new Members(found, false);
        }

        private Members suffix() {
            if (text.startsWith("[]", at)) {
                at += 2;
            }
            if (text.startsWith("*", at)) {
                at++;
                return new Members(Map.of(), true);
            }
            if (!text.startsWith("{", at)) {
                return new Members(Map.of(), false);
            }
            at++;
            Members inner = list();
            at++;
            return inner;
        }

        private void skip() {
            while (at < text.length() && (text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at)))) {
                at++;
            }
        }
    }
}
