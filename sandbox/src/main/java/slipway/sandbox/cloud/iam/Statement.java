package slipway.sandbox.cloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.sandbox.cloud.AwsFault;

/**
 * One statement of a policy, read once (IAM user guide, "IAM JSON policy elements reference").
 *
 * @param policy the name of the policy in which it stands
 * @param actions in small letters: actions are compared without regard to case
 * @param unknown the first element of it that is not modelled; such a statement is refused when it is asked
 */
record Statement(String policy, boolean deny, List<String> actions, List<String> resources, List<Condition> conditions, Optional<String> unknown) {
    private static final Set<String> KNOWN = Set.of("Sid", "Effect", "Action", "Resource", "Condition");

    static List<Statement> of(String policy, JsonNode document) {
        return list(document.path("Statement")).stream().map(statement -> one(policy, statement)).toList();
    }

    private static Statement one(String policy, JsonNode statement) {
        List<Condition> conditions = new ArrayList<>();
        statement.path("Condition").properties().forEach(operator -> operator.getValue().properties()
                .forEach(key -> conditions.add(new Condition(operator.getKey(), key.getKey(), texts(key.getValue())))));
        Optional<String> unknown = statement.properties().stream().map(Map.Entry::getKey).filter(name -> !KNOWN.contains(name)).findFirst();
        return new Statement(policy, statement.path("Effect").asText().equals("Deny"),
                texts(statement.path("Action")).stream().map(action -> action.toLowerCase(Locale.ROOT)).toList(),
                texts(statement.path("Resource")), conditions, unknown);
    }

    /** Says whether it names the action and the resource; its conditions are another question. */
    boolean names(String action, String resource) {
        unknown.ifPresent(name -> {
            throw AwsFault.notModelled("a policy's " + name);
        });
        String small = action.toLowerCase(Locale.ROOT);
        return actions.stream().anyMatch(pattern -> Wildcard.matches(pattern, small))
                && resources.stream().anyMatch(pattern -> Wildcard.matches(pattern, resource));
    }

    /** Condition keys by their names in small letters, with their values. */
    static Map<String, List<String>> context(Map<String, String> keys) {
        Map<String, List<String>> context = new TreeMap<>();
        keys.forEach((key, value) -> context.put(key.toLowerCase(Locale.ROOT), List.of(value)));
        return context;
    }

    static List<String> texts(JsonNode one) {
        return list(one).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> list(JsonNode one) {
        List<JsonNode> all = new ArrayList<>();
        if (one.isArray()) {
            one.forEach(all::add);
        } else if (!one.isMissingNode()) {
            all.add(one);
        }
        return all;
    }
}
