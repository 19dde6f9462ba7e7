package slipway.sandbox.cloud.iam;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a role's policies say of a call: an explicit deny wins, then an allow, else it is denied implicitly (IAM user guide, "Policy
 * evaluation logic").
 *
 * @param policies the names of those whose statements apply
 * @param missing condition keys that statements ask for and the call does not carry
 */
record Decision(Effect effect, Set<String> policies, Set<String> missing) {
    enum Effect {
        ALLOWED("allowed"), DENIED("explicitDeny"), NOT_ALLOWED("implicitDeny");

        /** As API_EvaluationResult names it. */
        final String told;

        Effect(String told) {
            this.told = told;
        }
    }

    static Decision of(List<Statement> statements, String action, String resource, Map<String, List<String>> context) {
        Set<String> missing = new TreeSet<>();
        Set<String> policies = new TreeSet<>();
        boolean denied = false;
        for (Statement statement : statements) {
            if (statement.names(action, resource) && statement.conditions().stream().filter(condition -> !condition.holds(context, missing)).count() == 0) {
                policies.add(statement.policy());
                denied |= statement.deny();
            }
        }
        return new Decision(denied ? Effect.DENIED : policies.isEmpty() ? Effect.NOT_ALLOWED : Effect.ALLOWED, policies, missing);
    }
}
