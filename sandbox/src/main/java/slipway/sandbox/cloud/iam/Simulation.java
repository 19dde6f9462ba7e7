package slipway.sandbox.cloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;

/**
 * Decides whether a role's policies allow a call: an explicit deny wins, then an allow, else it is denied implicitly (IAM user
 * guide, "Policy evaluation logic"). A statement whose condition asks for a key that is not given does not apply.
 */
final class Simulation {
    private static final Set<String> KNOWN = Set.of("Sid", "Effect", "Action", "Resource", "Condition");
    private final Role role;
    private final String resource;
    private final Map<String, List<String>> context = new HashMap<>();

    Simulation(Role role, String resource, JsonNode entries) {
        this.role = role;
        this.resource = resource;
        entries.forEach(entry -> context.put(key(entry.path("ContextKeyName").asText()), texts(entry.path("ContextKeyValues"))));
    }

    ObjectNode of(String action) {
        Set<String> missing = new TreeSet<>();
        Set<String> matched = new TreeSet<>();
        boolean denied = false;
        for (var policy : role.policies().entrySet()) {
            for (JsonNode statement : list(policy.getValue().path("Statement"))) {
                if (applies(statement, action, missing)) {
                    matched.add(policy.getKey());
                    denied |= statement.path("Effect").asText().equals("Deny");
                }
            }
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("EvalActionName", action).put("EvalResourceName", resource)
                .put("EvalDecision", denied ? "explicitDeny" : matched.isEmpty() ? "implicitDeny" : "allowed");
        var statements = result.putArray("MatchedStatements");
        matched.forEach(policy -> statements.addObject().put("SourcePolicyId", policy).put("SourcePolicyType", "IAM Policy"));
        var keys = result.putArray("MissingContextValues");
        missing.forEach(keys::add);
        return result;
    }

    private boolean applies(JsonNode statement, String action, Set<String> missing) {
        statement.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw AwsFault.notModelled("a policy's " + field);
            }
        });
        return texts(statement.path("Action")).stream().anyMatch(pattern -> like(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)))
                && texts(statement.path("Resource")).stream().anyMatch(pattern -> like(pattern, resource))
                && conditions(statement.path("Condition"), missing);
    }

    private boolean conditions(JsonNode condition, Set<String> missing) {
        boolean holds = true;
        for (var operator : condition.properties()) {
            for (var key : operator.getValue().properties()) {
                List<String> values = context.get(key(key.getKey()));
                if (values == null) {
                    missing.add(key.getKey());
                    holds = false;
                } else {
                    holds &= values.stream().anyMatch(value -> texts(key.getValue()).stream().anyMatch(wanted -> holds(operator.getKey(), wanted, value)));
                }
            }
        }
        return holds;
    }

    private static boolean holds(String operator, String wanted, String value) {
        return switch (operator) {
            case "StringEquals" -> wanted.equals(value);
            case "StringLike", "ArnLike", "ArnEquals" -> like(wanted, value);
            default -> throw AwsFault.notModelled("the condition operator " + operator);
        };
    }

    private static boolean like(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.chars().forEach(letter -> regex.append(letter == '*' ? ".*" : letter == '?' ? "." : Pattern.quote(Character.toString(letter))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
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

    private static List<String> texts(JsonNode one) {
        return list(one).stream().map(JsonNode::asText).toList();
    }
}
