package slipway.sandbox.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of a document that a person types: {@code aws SERVICE COMMAND --option value …}. What the AWS CLI does with it on its own side
 * (AWS CLI User Guide, Global command line options; Pagination) stays there: the output, its query, how many are shown.
 *
 * @param options as they are written, without {@code --}
 */
record AwsLine(String service, String command, Map<String, String> options) {
    private static final Set<String> OWN_SIDE = Set.of("query", "output", "max-items");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    /** Returns the lines of a section that are set as code, in order. */
    static List<AwsLine> of(Path document, String section) throws IOException {
        List<String> lines = Files.readAllLines(document);
        int from = lines.indexOf("## " + section) + 1;
        if (from == 0) {
            throw new IllegalArgumentException(document + " has no section " + section);
        }
        return lines.subList(from, lines.size()).stream().takeWhile(line -> !line.startsWith("## ")).filter(line -> line.startsWith("    aws ")).map(AwsLine::read).toList();
    }

    private static AwsLine read(String line) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(line.replaceFirst("\\s#.*$", "").strip()); word.find();) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        List<String> rest = words.subList(3, words.size());
        Map<String, String> options = new java.util.LinkedHashMap<>();
        Optional<String> waits = rest.isEmpty() || rest.getFirst().startsWith("--") ? Optional.empty() : Optional.of(rest.getFirst());
        List<String> pairs = rest.subList(waits.isPresent() ? 1 : 0, rest.size());
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!pairs.get(i).startsWith("--")) {
                throw new IllegalArgumentException("an option should begin with --, was " + pairs.get(i) + " in " + line.strip());
            }
            options.put(pairs.get(i).substring(2), pairs.get(i + 1));
        }
        return new AwsLine(words.get(1), words.get(2) + waits.map(" "::concat).orElse(""), options);
    }

    /** Returns the API's operation: {@code update-service} is UpdateService. */
    String operation() {
        return Arrays.stream(command.split("-")).map(part -> part.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + part.substring(1)).collect(Collectors.joining());
    }

    /** Returns the same with other values in the place of what a person fills in. */
    AwsLine with(Map<String, String> placeholders) {
        Map<String, String> filled = new java.util.LinkedHashMap<>();
        options.forEach((name, value) -> filled.put(name, OWN_SIDE.contains(name) ? value : filled(value, placeholders)));
        return new AwsLine(service, command, filled);
    }

    private static String filled(String value, Map<String, String> placeholders) {
        return placeholders.getOrDefault(value, value);
    }

    /** Returns what the API is asked: Lambda's and Systems Manager's members begin with a capital, those of ECS do not. */
    ObjectNode input() {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        options.forEach((name, value) -> {
            if (!OWN_SIDE.contains(name)) {
                String member = new AwsLine(service, name, Map.of()).operation();
                input.set(service.equals("ecs") ? member.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + member.substring(1) : member, value(value));
            }
        });
        return input;
    }

    /** The shorthand syntax of a structure with an empty map: {@code AdditionalVersionWeights={}} (AWS CLI User Guide, Shorthand syntax). */
    private static JsonNode value(String text) {
        return text.endsWith("={}") ? JsonNodeFactory.instance.objectNode().set(text.replace("={}", ""), JsonNodeFactory.instance.objectNode())
                : JsonNodeFactory.instance.textNode(text);
    }

    /** Says whether the answer has all that the line's query names. */
    boolean finds(JsonNode answer) {
        return options.get("query") == null || MEMBER.matcher(options.get("query")).results().allMatch(name -> answer.findValue(name.group()) != null);
    }
}
