package slipway.sandbox.cloud.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Creates or overwrites a parameter (API_PutParameter). Only the standard tier is modelled: 4 KB a value. */
final class PutParameter implements Function<Call, ObjectNode> {
    private static final int MOST_BYTES = 4096;
    private static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");

    private final Store store;

    PutParameter(Store store) {
        this.store = store;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        if (!input.path("Tier").asText("Standard").equals("Standard") || !input.path("DataType").asText("text").equals("text")) {
            throw AwsFault.notModelled("parameters of another tier than Standard or data type than text");
        }
        String name = Names.checked(input.path("Name").asText(""));
        String value = value(input);
        Optional<Parameter> before = store.find(name);
        if (before.isPresent() && !input.path("Overwrite").asBoolean()) {
            throw AwsFault.of("ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }
        String type = input.path("Type").asText(before.map(Parameter::type).orElse(""));
        if (!TYPES.contains(type)) {
            throw AwsFault.of("ValidationException", "A parameter type is required when you create a parameter.");
        }
        String description = input.path("Description").asText(before.map(Parameter::description).orElse(""));
        long version = before.map(Parameter::version).orElse(0L) + 1;
        store.put(new Parameter(name, type, value, description, version, store.now(), call.caller()));
        return JsonNodeFactory.instance.objectNode().put("Version", version).put("Tier", "Standard");
    }

    private static String value(JsonNode input) {
        String value = input.path("Value").asText("");
        if (value.isEmpty()) {
            throw AwsFault.of("ValidationException", "1 validation error detected: Value '' at 'value' failed to satisfy constraint: "
                    + "Member must have length greater than or equal to 1.");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw AwsFault.of("ValidationException", "Standard tier parameters support a maximum parameter value of 4096 characters. "
                    + "To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.");
        }
        return value;
    }
}
