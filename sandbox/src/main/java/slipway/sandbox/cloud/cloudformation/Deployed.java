package slipway.sandbox.cloud.cloudformation;

import java.util.List;
import java.util.Map;

/**
 * A stack as it was deployed.
 *
 * @param status a StackStatus, such as {@code CREATE_COMPLETE}
 * @param parameters with their defaults, as text
 * @param resources in the template's order
 */
public record Deployed(String name, String status, Map<String, String> parameters, List<Resource> resources, Map<String, String> outputs) {
    /** One of its resources: its name in the template, its own, and its type. */
    public record Resource(String logicalId, String physicalId, String type) {}

    public Deployed {
        parameters = Map.copyOf(parameters);
        resources = List.copyOf(resources);
        outputs = Map.copyOf(outputs);
    }
}
