package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.rollout.BadInput;

/** A JSON object that somebody else wrote, read strictly: what is wrong with it is one sentence that names the field. */
final class Fields {
    private static final int LONGEST = 120;
    /** Shown as JSON escapes them: that such a character is there may be what is wrong. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * @param path what the object is called in messages
     * @throws BadInput unless it is an object
     */
    static Fields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new BadInput(path + " should be a JSON object: write it in braces").with("value", brief(node.toString()));
        }
        return new Fields(node, path);
    }

    /** @throws BadInput if there is a field that is none of these */
    Fields only(String... names) {
        for (var field : object.properties()) {
            if (!List.of(names).contains(field.getKey())) {
                throw new BadInput(path + " has an unknown field: leave it out").with("field", brief(field.getKey()))
                        .with("allowed", String.join(", ", names));
            }
        }
        return this;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** Says whether the field is there, null or empty too: who writes it means something by it. */
    boolean written(String name) {
        return object.has(name);
    }

    /** @throws BadInput if it is there and no object */
    Optional<Fields> object(String name) {
        return has(name) ? Optional.of(of(object.get(name), path + "." + name)) : Optional.empty();
    }

    /** @throws BadInput if it is absent or no object */
    Fields needObject(String name, String remedy) {
        return object(name).orElseThrow(() -> missing(name, remedy));
    }

    /**
     * Returns the objects of an array, each called by its place in it.
     *
     * @throws BadInput if it is no array, is empty, has more than so many entries, or one that is no object
     */
    List<Fields> objects(String name, int most, String remedy) {
        JsonNode array = object.path(name);
        if (!array.isArray() || array.isEmpty()) {
            throw wrong(name, "should be a JSON array with an object or more: " + remedy).with("value", brief(array.toString()));
        }
        if (array.size() > most) {
            throw wrong(name, "has too many entries: leave some out").with("entries", array.size()).with("most", most);
        }
        List<Fields> objects = new ArrayList<>();
        array.forEach(entry -> objects.add(of(entry, path + "." + name + "[" + objects.size() + "]")));
        return objects;
    }

    /** Returns the refusal of a field that can be read, and is wrong all the same; {@code what} says what and the remedy. */
    BadInput wrong(String name, String what) {
        return new BadInput(path + "." + name + " " + what);
    }

    /**
     * Returns the text; empty if it is absent, null or {@code ""}.
     *
     * @throws BadInput if it is no text
     */
    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!object.get(name).isTextual()) {
            throw new BadInput(path + "." + name + " should be text: put it in quotes").with("value", brief(object.get(name).toString()));
        }
        return Optional.of(object.get(name).textValue()).filter(text -> !text.isEmpty());
    }

    /** Returns a moment that is written in milliseconds since 1970. @throws BadInput if it is absent or no whole number */
    Instant moment(String name, String remedy) {
        if (!object.path(name).isIntegralNumber()) {
            throw has(name) ? wrong(name, "should be a number of milliseconds: " + remedy) : missing(name, remedy);
        }
        return Instant.ofEpochMilli(object.get(name).asLong());
    }

    /** @throws BadInput if it is absent */
    String need(String name, String remedy) {
        return text(name).orElseThrow(() -> missing(name, remedy));
    }

    /** @throws BadInput if it can't be read */
    <T> Optional<T> read(String name, String remedy, Function<String, T> reader) {
        return text(name).map(text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new BadInput(path + "." + name + " is malformed: " + remedy, e).with("value", brief(text));
            }
        });
    }

    /** @throws BadInput if it is absent or can't be read */
    <T> T needRead(String name, String remedy, Function<String, T> reader) {
        return read(name, remedy, reader).orElseThrow(() -> missing(name, remedy));
    }

    private BadInput missing(String name, String remedy) {
        return new BadInput(path + "." + name + " is missing: " + remedy);
    }

    /** Returns foreign text so short that a message can hold it, in one line. */
    static String brief(String foreign) {
        String line = UNSEEN.matcher(foreign.substring(0, Math.min(foreign.length(), LONGEST))).replaceAll(Fields::escaped);
        return foreign.length() <= LONGEST && line.length() <= LONGEST ? line
                : line.substring(0, Math.min(line.length(), LONGEST)) + "… (" + foreign.length() + " characters)";
    }

    private static String escaped(MatchResult unseen) {
        return unseen.group().chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining());
    }

    /** Returns at most five of them, as a message lists what there is. */
    static String some(Collection<?> all) {
        String five = String.join(", ", all.stream().limit(5).map(Object::toString).toList());
        return all.size() <= 5 ? five : five + " and " + (all.size() - 5) + " more";
    }
}
