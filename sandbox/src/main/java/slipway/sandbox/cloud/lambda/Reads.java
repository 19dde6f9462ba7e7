package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** GetFunction, GetFunctionConfiguration, ListFunctions, ListVersionsByFunction. */
final class Reads {
    /** API_ListFunctions: a page has at most 50 items, whatever MaxItems says. */
    private static final int PAGE = 50;

    private final Catalog catalog;
    private final Views views;

    Reads(Catalog catalog, Views views) {
        this.catalog = catalog;
        this.views = views;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "GetFunction", Operation.of("FunctionName, Qualifier", this::function),
                "GetFunctionConfiguration", Operation.of("FunctionName, Qualifier", call -> configuration(Reference.of(call.input(), catalog.place))),
                "ListFunctions", Operation.of("FunctionVersion, Marker, MaxItems", this::functions),
                "ListVersionsByFunction", Operation.of("FunctionName, Marker, MaxItems", this::versions));
    }

    ObjectNode configuration(Reference reference) {
        Version version = catalog.version(reference);
        return views.configuration(catalog.function(reference), version, reference.qualifier().orElse(""));
    }

    private ObjectNode function(Call call) {
        Reference reference = Reference.of(call.input(), catalog.place);
        ObjectNode output = Views.object();
        output.set("Configuration", configuration(reference));
        output.set("Code", views.code(catalog.version(reference)));
        catalog.function(reference).reserved().ifPresent(reserved -> output.putObject("Concurrency").put("ReservedConcurrentExecutions", reserved));
        return output;
    }

    private ObjectNode functions(Call call) {
        boolean every = call.input().path("FunctionVersion").asText().equals("ALL");
        Stream<ObjectNode> listed = catalog.all().stream().flatMap(function -> every
                ? function.versions().stream().map(version -> views.listed(function, version, version.number()))
                : Stream.of(views.listed(function, function.latest(), "")));
        return page(call.input(), "Functions", listed.toList());
    }

    private ObjectNode versions(Call call) {
        Function function = catalog.function(Reference.of(call.input(), catalog.place));
        return page(call.input(), "Versions",
                function.versions().stream().map(version -> views.listed(function, version, version.number())).toList());
    }

    /** Writes one page; the marker says how many items went before it. */
    static ObjectNode page(JsonNode input, String member, List<ObjectNode> items) {
        String marker = input.path("Marker").asText("0");
        String size = input.path("MaxItems").asText(Integer.toString(PAGE));
        if (!size.matches("[1-9]\\d{0,4}")) {
            throw Refusals.broken(size, "maxItems", "Member must have value greater than or equal to 1");
        }
        if (!marker.matches("\\d{1,6}")) {
            throw AwsFault.of("InvalidParameterValueException", "Invalid marker");
        }
        int from = Math.min(Integer.parseInt(marker), items.size());
        int to = Math.min(from + Math.min(Integer.parseInt(size), PAGE), items.size());
        ObjectNode output = Views.object();
        ArrayNode written = output.putArray(member);
        items.subList(from, to).forEach(written::add);
        return to < items.size() ? output.put("NextMarker", Integer.toString(to)) : output;
    }
}
