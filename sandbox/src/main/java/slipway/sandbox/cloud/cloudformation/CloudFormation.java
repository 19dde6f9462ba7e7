package slipway.sandbox.cloud.cloudformation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Stacks as they are read; a stack's resources all are in the state that the stack is in. Nothing is paginated: they are few. */
public final class CloudFormation implements Service {
    private record Stack(Deployed deployed, String id, Instant createdAt) {}

    private final Place place;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Stack> stacks = new LinkedHashMap<>();

    public CloudFormation(Place place, InstantSource clock, Ids ids) {
        this.place = place;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String signingName() {
        return "cloudformation";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("DescribeStacks", Operation.of("StackName", this::describe), "ListStackResources", Operation.of("StackName", this::resources));
    }

    /** Shows a stack from now on, or shows it otherwise. */
    public void put(Deployed stack) {
        Stack before = stacks.get(stack.name());
        stacks.put(stack.name(), before == null
                ? new Stack(stack, place.arn("cloudformation", "stack/" + stack.name() + "/" + ids.uuid()), clock.instant())
                : new Stack(stack, before.id(), before.createdAt()));
    }

    public void delete(String name) {
        stacks.remove(name);
    }

    /** @throws AwsFault if there is none */
    public Deployed find(String name) {
        return one(name).deployed();
    }

    /** CloudFormation has no error of its own for this; recorded in boto/boto3#2807. */
    private Stack one(String nameOrId) {
        return stacks.values().stream().filter(stack -> stack.deployed().name().equals(nameOrId) || stack.id().equals(nameOrId)).findFirst()
                .orElseThrow(() -> AwsFault.of("ValidationError", "Stack with id " + nameOrId + " does not exist"));
    }

    /** API_DescribeStacks. */
    private ObjectNode describe(Call call) {
        String name = call.input().path("StackName").asText("");
        List<Stack> found = name.isEmpty() ? List.copyOf(stacks.values()) : List.of(one(name));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode list = output.putArray("Stacks");
        found.forEach(stack -> list.add(json(stack)));
        return output;
    }

    private static ObjectNode json(Stack stack) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("StackId", stack.id()).put("StackName", stack.deployed().name())
                .put("CreationTime", stack.createdAt().toString()).put("StackStatus", stack.deployed().status()).put("DisableRollback", false);
        ArrayNode parameters = node.putArray("Parameters");
        new TreeMap<>(stack.deployed().parameters()).forEach((key, value) ->
                parameters.addObject().put("ParameterKey", key).put("ParameterValue", value));
        ArrayNode outputs = node.putArray("Outputs");
        new TreeMap<>(stack.deployed().outputs()).forEach((key, value) -> outputs.addObject().put("OutputKey", key).put("OutputValue", value));
        node.putArray("Capabilities").add("CAPABILITY_IAM").add("CAPABILITY_NAMED_IAM");
        return node;
    }

    /** API_ListStackResources. */
    private ObjectNode resources(Call call) {
        Stack stack = one(call.input().path("StackName").asText(""));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode list = output.putArray("StackResourceSummaries");
        stack.deployed().resources().forEach(resource -> list.addObject().put("LogicalResourceId", resource.logicalId())
                .put("PhysicalResourceId", resource.physicalId()).put("ResourceType", resource.type())
                .put("LastUpdatedTimestamp", stack.createdAt().toString()).put("ResourceStatus", stack.deployed().status()));
        return output;
    }
}
