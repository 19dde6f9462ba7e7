package slipway.sandbox.cloud.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** Lists parameters without their values, at most fifty a page (API_DescribeParameters, API_ParameterStringFilter). */
final class DescribeParameters implements Function<Call, ObjectNode> {
    private final Store store;

    DescribeParameters(Store store) {
        this.store = store;
    }

    @Override
    public ObjectNode apply(Call call) {
        Asked asked = Asked.json(call);
        Predicate<Parameter> wanted = _ -> true;
        for (JsonNode filter : call.input().path("ParameterFilters")) {
            wanted = wanted.and(filter(filter));
        }
        List<Parameter> found = store.all().stream().filter(wanted).toList();
        var page = asked.page(found, asked.whole("MaxResults", 50, 1, 50), "NextToken",
                () -> AwsFault.of("InvalidNextToken", "The specified token isn't valid."));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode parameters = output.putArray("Parameters");
        page.items().forEach(parameter -> parameters.add(parameter.metadata(store.place())));
        page.next().ifPresent(token -> output.put("NextToken", token));
        return output;
    }

    private static Predicate<Parameter> filter(JsonNode filter) {
        String key = filter.path("Key").asText("");
        List<String> values = filter.path("Values").valueStream().map(JsonNode::asText).toList();
        if (values.isEmpty()) {
            throw AwsFault.of("InvalidFilterValue", "The filter value isn't valid. Filter key: " + key);
        }
        return switch (key) {
            case "Name" -> named(filter.path("Option").asText("Equals"), values);
            case "Path" -> below(filter.path("Option").asText("OneLevel"), values);
            case "Type" -> parameter -> values.contains(parameter.type());
            case "Tier" -> _ -> values.contains("Standard");
            case "KeyId", "DataType", "Label" -> throw AwsFault.notModelled("the parameter filter " + key);
            default -> {
                if (key.startsWith("tag:")) {
                    throw AwsFault.notModelled("the parameter filter " + key);
                }
                throw AwsFault.of("InvalidFilterKey", "The specified key isn't valid: " + key);
            }
        };
    }

    private static Predicate<Parameter> named(String option, List<String> values) {
        return switch (option) {
            case "Equals" -> parameter -> values.contains(parameter.name());
            case "BeginsWith" -> parameter -> values.stream().anyMatch(parameter.name()::startsWith);
            case "Contains" -> parameter -> values.stream().anyMatch(parameter.name()::contains);
            default -> throw option(option, "Name");
        };
    }

    private static Predicate<Parameter> below(String option, List<String> values) {
        if (!option.equals("Recursive") && !option.equals("OneLevel")) {
            throw option(option, "Path");
        }
        return parameter -> values.stream().map(path -> path.endsWith("/") ? path : path + "/")
                .anyMatch(path -> parameter.name().startsWith(path)
                        && (option.equals("Recursive") || parameter.name().indexOf('/', path.length()) < 0));
    }

    private static AwsFault option(String option, String key) {
        return AwsFault.of("InvalidFilterOption", "The following filter option is not valid: " + option + ". Filter key: " + key);
    }
}
