package slipway.sandbox.cloud.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Bus;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Parameter Store: standard parameters in their newest version. Secure strings are kept in clear: there are no secrets here. */
public final class Ssm implements Service {
    private final Store store;
    private final Map<String, Operation> operations;

    public Ssm(Place place, InstantSource clock, Bus bus) {
        this.store = new Store(place, clock, bus);
        this.operations = Map.of(
                "PutParameter", Operation.of("Name, Description, Value, Type, Overwrite, Tier, DataType", new PutParameter(store)),
                "GetParameter", Operation.of("Name, WithDecryption", this::get),
                "GetParameters", Operation.of("Names[], WithDecryption", this::getAll),
                "GetParametersByPath", Operation.of(
                        "Path, Recursive, WithDecryption, MaxResults, NextToken", new GetParametersByPath(store)),
                "DescribeParameters", Operation.of(
                        "ParameterFilters[]{Key, Option, Values[]}, MaxResults, NextToken", new DescribeParameters(store)),
                "DeleteParameter", Operation.of("Name", this::delete),
                "DeleteParameters", Operation.of("Names[]", this::deleteAll));
    }

    @Override
    public String signingName() {
        return "ssm";
    }

    /** A path is checked as a parameter of that name ("Actions … for AWS Systems Manager"); a name's slash is the ARN's. */
    @Override
    public List<Need> needs(Call call) {
        JsonNode input = call.input();
        return switch (call.operation()) {
            case "GetParameter", "PutParameter", "GetParametersByPath" -> {
                String name = input.path(call.operation().endsWith("ByPath") ? "Path" : "Name").asText("");
                yield List.of(Need.of("ssm:" + call.operation(),
                        name.startsWith("arn:") ? name : store.place().arn("ssm", "parameter/" + name.replaceAll("^/|/$", ""))));
            }
            default -> Service.super.needs(call);
        };
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Returns a parameter's value, for those who look at the sandbox from outside. */
    public Optional<String> value(String name) {
        return store.find(name).map(Parameter::value);
    }

    /** API_GetParameter. */
    private ObjectNode get(Call call) {
        return JsonNodeFactory.instance.objectNode().set("Parameter", required(call).json(store.place()));
    }

    /** At most ten names (API_GetParameters, API_DeleteParameters). */
    private static JsonNode names(Call call) {
        JsonNode names = call.input().path("Names");
        if (names.isEmpty() || names.size() > 10) {
            throw AwsFault.of("ValidationException", "1 validation error detected: Value at 'names' failed to satisfy constraint: "
                    + "Member must have length " + (names.isEmpty() ? "greater than or equal to 1" : "less than or equal to 10"));
        }
        return names;
    }

    /** API_DeleteParameters: unknown ones are listed, no error. */
    private ObjectNode deleteAll(Call call) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode deleted = output.putArray("DeletedParameters");
        ArrayNode invalid = output.putArray("InvalidParameters");
        for (JsonNode name : names(call)) {
            Optional<Parameter> found = store.asked(name);
            found.ifPresent(store::delete);
            (found.isPresent() ? deleted : invalid).add(name);
        }
        return output;
    }

    /** API_GetParameters: unknown ones are listed, no error. */
    private ObjectNode getAll(Call call) {
        JsonNode names = names(call);
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode found = output.putArray("Parameters");
        ArrayNode invalid = output.putArray("InvalidParameters");
        for (JsonNode name : names) {
            store.asked(name).ifPresentOrElse(
                    parameter -> found.add(parameter.json(store.place())), () -> invalid.add(name));
        }
        return output;
    }

    /** API_DeleteParameter. */
    private ObjectNode delete(Call call) {
        store.delete(required(call));
        return JsonNodeFactory.instance.objectNode();
    }

    /** AWS's error names the parameter nowhere: its message is empty. */
    private Parameter required(Call call) {
        return store.asked(call.input().path("Name")).orElseThrow(() -> AwsFault.of("ParameterNotFound", ""));
    }
}
