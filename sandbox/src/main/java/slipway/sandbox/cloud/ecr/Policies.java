package slipway.sandbox.cloud.ecr;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Place;

/**
 * What other accounts may do with the repositories of a registry (ECR user guide, "Private repository policies"): without a
 * policy nothing. Whole accounts are told apart, as it would be with one role in each; their roles are not.
 */
final class Policies {
    private final Place place;
    private final Map<String, Set<String>> allowed = new HashMap<>();

    Policies(Place place) {
        this.place = place;
    }

    void allow(String account, String repository, Set<String> actions) {
        allowed.computeIfAbsent(account + "/" + repository, _ -> new HashSet<>()).addAll(actions);
    }

    boolean admits(String account, String repository, String... actions) {
        return allowed.getOrDefault(account + "/" + repository, Set.of()).containsAll(List.of(actions));
    }

    /** @throws AwsFault as ECR says it to a role of another account (IAM user guide, "Troubleshoot access denied error messages") */
    void require(String account, String repository, String action) {
        if (!admits(account, repository, action)) {
            throw AwsFault.of("AccessDeniedException", "User: arn:aws:iam::" + account + ":root is not authorized to perform: " + action
                    + " on resource: " + place.arn("ecr", "repository/" + repository) + " because no resource-based policy allows the " + action + " action");
        }
    }
}
