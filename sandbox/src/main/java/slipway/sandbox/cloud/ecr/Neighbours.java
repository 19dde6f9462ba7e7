package slipway.sandbox.cloud.ecr;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Operation;

/** The registries of other accounts of the region: a call whose {@code registryId} names one of them is answered there. */
final class Neighbours {
    private final String account;
    private final Map<String, Ecr> byAccount = new TreeMap<>();

    Neighbours(String account) {
        this.account = account;
    }

    void add(Ecr registry) {
        byAccount.put(registry.account(), registry);
    }

    /** Returns the operation, answered by the registry that a call names, if the repository's policy lets this account in there. */
    Operation across(String name, Operation own) {
        return new Operation(own.accepts(), call -> named(call.input().path("registryId").asText("")).map(registry -> {
            registry.policies().require(account, call.input().path("repositoryName").asText(), "ecr:" + name);
            return registry.operations().get(name).does().apply(call);
        }).orElseGet(() -> own.does().apply(call)));
    }

    /** Pulls as ECS's agent and Lambda do: each needs both actions (ECR user guide, "Using Amazon ECR images with Amazon ECS"). */
    Optional<Images.Pulled> pull(String uri) {
        return byAccount.values().stream()
                .filter(registry -> registry.policies().admits(account, uri.replaceFirst("^[^/]*/", "").replaceFirst("[@:].*$", ""),
                        "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"))
                .flatMap(registry -> registry.pull(uri).stream()).findFirst();
    }

    /** Returns the registry of the account, if it is one of them. */
    Optional<Ecr> named(String other) {
        return Optional.ofNullable(byAccount.get(other));
    }
}
