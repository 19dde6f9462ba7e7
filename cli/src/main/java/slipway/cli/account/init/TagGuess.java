package slipway.cli.account.init;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Guesses which tags a target should follow from those that the running image has.
 *
 * @param policies what to write, the best first
 * @param why for people
 */
record TagGuess(List<JsonNode> policies, String why) {
    /** Tags that are moved from image to image. */
    private static final Set<String> MOVING = Set.of("latest", "stable", "current", "live", "release", "edge", "nightly", "main", "master", "trunk",
            "develop", "dev", "test", "qa", "stage", "staging", "preprod", "prod", "production");
    private static final Pattern VERSION = Pattern.compile("(v?)([0-9]+(?:\\.[0-9]+){0,2})(?:[-+.].*)?");
    private static final Pattern PLAIN = Pattern.compile("v?[0-9]+\\.[0-9]+\\.[0-9]+");
    private static final Pattern NAMED = Pattern.compile("([A-Za-z][A-Za-z]*[-_.])[A-Za-z0-9_.-]*[0-9][A-Za-z0-9_.-]*");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static TagGuess of(List<String> tags) {
        Optional<String> moving = tags.stream().filter(MOVING::contains).findFirst();
        Optional<String> version = tags.stream().filter(TagGuess::version).findFirst();
        Optional<String> first = tags.stream().findFirst();
        if (first.isEmpty()) {
            return new TagGuess(List.of(JSON.textNode("any")), "any tag, since the running image has none to guess from: narrow it");
        }
        // What the service itself names counts before what else the image is called.
        if (moving.equals(first) || moving.isPresent() && version.isEmpty()) {
            return new TagGuess(List.of(policy("exact", moving.get())), "only the tag " + moving.get() + ", since the running image has it and it looks like one that is moved");
        }
        if (version.isPresent()) {
            return versions(version.get());
        }
        Matcher named = NAMED.matcher(first.get());
        if (named.matches()) {
            return new TagGuess(List.of(policy("glob", named.group(1) + "*")), "tags such as " + first.get() + ", which the running image has");
        }
        return new TagGuess(List.of(JSON.textNode("any")), "any tag, since " + first.get() + " says nothing about the next one: narrow it");
    }

    private static TagGuess versions(String tag) {
        Matcher parts = VERSION.matcher(tag);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no version: " + tag);
        }
        JsonNode glob = policy("glob", parts.group(1).isEmpty() ? parts.group(2).replaceAll("[0-9]+", "*") : "v*");
        List<JsonNode> policies = PLAIN.matcher(tag).matches() ? List.of(policy("semver", ">=" + parts.group(2)), glob) : List.of(glob);
        return new TagGuess(policies, "versions, since the running image is " + tag);
    }

    private static boolean version(String tag) {
        Matcher parts = VERSION.matcher(tag);
        return parts.matches() && (!parts.group(1).isEmpty() || parts.group(2).contains("."));
    }

    private static JsonNode policy(String kind, String pattern) {
        return JSON.objectNode().put(kind, pattern);
    }
}
