package slipway.cli.account.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.codec.Json;
import slipway.codec.TargetDocument;
import slipway.release.Tag;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.TagPolicy;

/**
 * A target's first document.
 *
 * @param tags the policy that was chosen, and {@code why}
 */
record Draft(TargetName name, String text, JsonNode tags, String why) {
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    /** An object of one text field fits into a line. */
    private static final Pattern ONE_FIELD = Pattern.compile("\\{\\s+(\"[a-z]+\": \"[^\"\\\\]*\")\\s+}");

    /**
     * Writes the document, with the best guess that Slipway's own schema takes and that follows what runs.
     *
     * @param account that Slipway runs in
     * @throws BadInput if no valid document can be written
     */
    static Draft of(TargetName name, Found found, String account) {
        TagGuess guess = TagGuess.of(found.tags());
        Set<String> registries = Stream.of(account, found.repository().account()).collect(Collectors.toSet());
        List<String> problems = List.of();
        for (JsonNode policy : guess.policies()) {
            String text = pretty(document(found, policy, account));
            switch (TargetDocument.read(name.value(), text, registries)) {
                case TargetDocument.Valid(Target target) when follows(target, found) -> {
                    return new Draft(name, text, policy, guess.why());
                }
                case TargetDocument.Valid _ -> problems = List.of("its tags would not follow what runs");
                case TargetDocument.Refused(var sentences) -> problems = sentences;
            }
        }
        throw new BadInput("no valid document can be written for it: write one by hand from docs/CONFIGURATION.md").with("problems", String.join("; ", problems));
    }

    private static boolean follows(Target target, Found found) {
        return found.tags().isEmpty() || found.tags().stream().anyMatch(tag -> TagPolicy.follows(target.tags(), new Tag(tag)));
    }

    private static ObjectNode document(Found found, JsonNode policy, String account) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("kind", found instanceof Found.Service ? "ecs-service" : "lambda-function");
        document.put("repository", found.repository().name());
        if (!found.repository().account().equals(account)) {
            document.put("registry", found.repository().account());
        }
        document.set("tags", policy);
        switch (found) {
            case Found.Service service -> {
                document.put("cluster", service.cluster()).put("service", service.service());
                if (!service.containers().isEmpty()) {
                    service.containers().forEach(document.putArray("containers")::add);
                }
            }
            case Found.Function function -> {
                document.put("function", function.function());
                function.alias().ifPresent(alias -> document.put("alias", alias));
            }
        }
        return document.put("mode", "observe");
    }

    private static String pretty(ObjectNode document) {
        try {
            return ONE_FIELD.matcher(Json.MAPPER.writer(PRETTY).writeValueAsString(document)).replaceAll("{ $1 }") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can't be written as JSON", e);
        }
    }
}
