package slipway.cli.account.verify;

import java.util.Optional;
import java.util.function.Consumer;
import slipway.cli.account.Answer;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/**
 * What one of Slipway's roles may do, as IAM simulates it.
 *
 * @param role its name in the template
 */
record Simulated(Surroundings here, String role) {
    /** Says whether it may hand the role to tasks. */
    Answer<Boolean> passes(String arn) {
        return allowed("iam:PassRole", arn, ask -> ask.contextEntries(ContextEntry.builder().contextKeyName("iam:PassedToService")
                .contextKeyType(ContextKeyTypeEnum.STRING).contextKeyValues("ecs-tasks.amazonaws.com").build()));
    }

    /** Says whether it may make the call. */
    Answer<Boolean> may(String action, String resource) {
        return allowed(action, resource, _ -> { });
    }

    private Answer<Boolean> allowed(String action, String resource, Consumer<SimulatePrincipalPolicyRequest.Builder> context) {
        Optional<String> name = here.slipway().map(slipway -> slipway.resources().get(role));
        if (name.isEmpty()) {
            return new Answer.Failed<>("iam:SimulatePrincipalPolicy", "the role " + role + " of Slipway's stack is not known");
        }
        String arn = "arn:" + here.partition() + ":iam::" + here.id() + ":role/" + name.get();
        return Answer.of("iam:SimulatePrincipalPolicy", () -> here.account().iam().simulatePrincipalPolicy(ask -> {
            ask.policySourceArn(arn).actionNames(action).resourceArns(resource);
            context.accept(ask);
        }).evaluationResults().stream().allMatch(result -> result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED));
    }
}
