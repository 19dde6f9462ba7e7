package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Describes repositories, by name or page by page (API_DescribeRepositories). */
final class DescribeRepositories implements Function<Call, ObjectNode> {
    private final Registry registry;

    DescribeRepositories(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        registry.ours(input);
        JsonNode names = input.path("repositoryNames");
        if (names.isArray() && (input.has("maxResults") || input.has("nextToken"))) {
            throw AwsFault.of("InvalidParameterException", "maxResults and nextToken cannot be used with repositoryNames");
        }
        List<Repository> found = names.isArray()
                ? StreamSupport.stream(names.spliterator(), false).map(name -> registry.repository(name.asText())).toList()
                : List.copyOf(registry.all());
        return Page.of(input, found, names.isArray() ? 1000 : 100, 1000).written("repositories", repository -> ImageJson.repository(registry.place(), repository));
    }
}
