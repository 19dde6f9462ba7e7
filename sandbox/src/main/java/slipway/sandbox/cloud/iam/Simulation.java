package slipway.sandbox.cloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what a role's policies say of a call, as API_SimulatePrincipalPolicy does. */
final class Simulation {
    private final Role role;
    private final String resource;
    private final Map<String, List<String>> context = new HashMap<>();

    Simulation(Role role, String resource, JsonNode entries) {
        this.role = role;
        this.resource = resource;
        entries.forEach(entry -> context.put(entry.path("ContextKeyName").asText().toLowerCase(Locale.ROOT), Statement.texts(entry.path("ContextKeyValues"))));
    }

    ObjectNode of(String action) {
        Decision decision = Decision.of(role.statements(), action, resource, context);
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("EvalActionName", action).put("EvalResourceName", resource)
                .put("EvalDecision", decision.effect().told);
        var statements = result.putArray("MatchedStatements");
        decision.policies().forEach(policy -> statements.addObject().put("SourcePolicyId", policy).put("SourcePolicyType", "IAM Policy"));
        var keys = result.putArray("MissingContextValues");
        decision.missing().forEach(keys::add);
        return result;
    }
}
