package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Makes a repository's tags mutable or immutable from now on (API_PutImageTagMutability). */
final class PutImageTagMutability implements Function<Call, ObjectNode> {
    private final Registry registry;

    PutImageTagMutability(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ObjectNode apply(Call call) {
        Repository repository = registry.asked(call.input());
        if (!call.input().hasNonNull("imageTagMutability")) {
            throw AwsFault.of("InvalidParameterException",
                    "Invalid parameter at 'imageTagMutability' failed to satisfy constraint: 'Member must not be null'");
        }
        repository.immutable(CreateRepository.immutable(call.input()));
        return JsonNodeFactory.instance.objectNode().put("registryId", registry.place().account())
                .put("repositoryName", repository.name()).put("imageTagMutability", repository.mutability());
    }
}
