package slipway.sandbox.cloud.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Lists the parameters below a path, at most ten a page (API_GetParametersByPath). */
final class GetParametersByPath implements Function<Call, ObjectNode> {
    private static final int PAGE = 10;

    private final Store store;

    GetParametersByPath(Store store) {
        this.store = store;
    }

    @Override
    public ObjectNode apply(Call call) {
        JsonNode input = call.input();
        String path = input.path("Path").asText("");
        if (!path.startsWith("/")) {
            throw AwsFault.of("ValidationException", "The parameter doesn't meet the parameter name requirements. "
                    + "The parameter name must begin with a forward slash \"/\".");
        }
        int size = input.path("MaxResults").asInt(PAGE);
        if (size < 1 || size > PAGE) {
            throw AwsFault.of("ValidationException", "1 validation error detected: Value '" + size
                    + "' at 'maxResults' failed to satisfy constraint: Member must have value "
                    + (size < 1 ? "greater than or equal to 1" : "less than or equal to 10"));
        }
        String above = path.endsWith("/") ? path : path + "/";
        boolean recursive = input.path("Recursive").asBoolean();
        List<Parameter> found = store.all().stream()
                .filter(parameter -> parameter.name().startsWith(above))
                .filter(parameter -> recursive || parameter.name().indexOf('/', above.length()) < 0)
                .toList();
        return page(found, input.path("NextToken").asText("0"), size);
    }

    private ObjectNode page(List<Parameter> found, String token, int size) {
        if (!token.matches("\\d{1,6}") || Integer.parseInt(token) > found.size()) {
            throw AwsFault.of("InvalidNextToken", "The specified token isn't valid.");
        }
        int from = Integer.parseInt(token);
        int to = Math.min(from + size, found.size());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode parameters = output.putArray("Parameters");
        found.subList(from, to).forEach(parameter -> parameters.add(parameter.json(store.place())));
        return to < found.size() ? output.put("NextToken", Integer.toString(to)) : output;
    }
}
