package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** CreateAlias, GetAlias, UpdateAlias, ListAliases; the rules of RoutingConfig as recorded on AWS. */
final class Aliases {
    private static final String NAME = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)";
    private static final String VERSION = "(\\$LATEST(\\.PUBLISHED)?|[0-9]+)";

    private final Catalog catalog;
    private final Views views;

    Aliases(Catalog catalog, Views views) {
        this.catalog = catalog;
        this.views = views;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateAlias", Operation.of("FunctionName, Name, FunctionVersion, Description, RoutingConfig{AdditionalVersionWeights*}", this::create),
                "GetAlias", Operation.of("FunctionName, Name", this::get),
                "UpdateAlias", Operation.of(
                        "FunctionName, Name, FunctionVersion, Description, RevisionId, RoutingConfig{AdditionalVersionWeights*}", this::update),
                "ListAliases", Operation.of("FunctionName, FunctionVersion, Marker, MaxItems", this::list));
    }

    private ObjectNode create(Call call) {
        Function function = function(call);
        String name = name(call);
        if (function.aliases().containsKey(name)) {
            throw Refusals.conflict("Alias already exists: " + catalog.arn(function, name));
        }
        return put(function, call.input(), new Alias(name, call.input().path("FunctionVersion").asText(), "", Map.of(), ""));
    }

    private ObjectNode get(Call call) {
        Function function = function(call);
        return views.alias(function, alias(function, name(call)));
    }

    /** An update without any member changes the RevisionId all the same. */
    private ObjectNode update(Call call) {
        Function function = function(call);
        Alias alias = alias(function, name(call));
        Catalog.requireRevision(Changes.text(call.input(), "RevisionId"), alias.revisionId());
        return put(function, call.input(), alias);
    }

    private ObjectNode list(Call call) {
        Function function = function(call);
        Optional<String> version = Changes.text(call.input(), "FunctionVersion");
        return Reads.page(call.input(), "Aliases", function.aliases().values().stream()
                .filter(alias -> version.isEmpty() || alias.version().equals(version.get()))
                .map(alias -> views.alias(function, alias)).toList());
    }

    private ObjectNode put(Function function, JsonNode input, Alias before) {
        String version = Changes.text(input, "FunctionVersion").orElse(before.version());
        Map<String, Double> weights = input.hasNonNull("RoutingConfig") ? weights(input.path("RoutingConfig").path("AdditionalVersionWeights")) : before.weights();
        if (!version.matches(VERSION)) {
            throw Refusals.validation(version, "functionVersion", VERSION);
        }
        require(function, version, weights);
        boolean provisions = function.provisioned().containsKey(before.name()) && weights.isEmpty() && !version.equals(before.version());
        Alias alias = new Alias(before.name(), version, Changes.text(input, "Description").orElse(before.description()),
                provisions ? Map.of(before.version(), 1.0) : weights, catalog.ids.uuid());
        function.aliases().put(alias.name(), alias);
        if (provisions) {
            catalog.timeline.after(function.provisioned().get(alias.name()), () -> provisioned(function, alias));
        }
        return views.alias(function, alias);
    }

    /**
     * The version that an alias with provisioned concurrency is pointed to gets calls only once it has that too; until then Lambda itself sends all of
     * them to the one before (hashicorp/terraform-provider-aws#48116). Whoever has changed the alias since has ended that.
     */
    private void provisioned(Function function, Alias alias) {
        if (function.aliases().get(alias.name()).equals(alias)) {
            function.aliases().put(alias.name(), new Alias(alias.name(), alias.version(), alias.description(), Map.of(), catalog.ids.uuid()));
        }
    }

    private static Map<String, Double> weights(JsonNode asked) {
        Map<String, Double> weights = new TreeMap<>();
        asked.properties().forEach(weight -> weights.put(weight.getKey(), weight.getValue().asDouble()));
        weights.forEach((version, weight) -> {
            String value = "{" + version + "=" + weight + "}";
            if (!version.matches("[0-9]+")) {
                throw Refusals.broken(value, "routingConfig.additionalVersionWeights", "Map keys must satisfy constraint: [Member must have length less than "
                        + "or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]");
            }
            if (weight < 0 || weight > 1) {
                throw Refusals.broken(value, "routingConfig.additionalVersionWeights", "Map value must satisfy constraint: [Member must have value less than "
                        + "or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]");
            }
        });
        return weights;
    }

    private void require(Function function, String version, Map<String, Double> weights) {
        if (weights.size() > 1) {
            throw Refusals.invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
        }
        if (weights.containsKey(version)) {
            throw Refusals.invalid("Invalid function version " + version + ". Function version " + version + " is already included in routing configuration.");
        }
        if (!weights.isEmpty() && version.equals(Version.LATEST)) {
            throw Refusals.invalid("$LATEST is not supported for an alias pointing to more than 1 version");
        }
        weights.keySet().forEach(other -> exists(function, other));
        exists(function, version);
        weights.keySet().forEach(other -> together(function.version(version).orElseThrow().setup(), function.version(other).orElseThrow().setup()));
    }

    /** "Both versions must have the same execution role" and dead-letter queue (Lambda guide, configuring-alias-routing); the errors' texts are believed. */
    private static void together(Setup one, Setup other) {
        if (!one.role().equals(other.role())) {
            throw Refusals.invalid("Function versions of a weighted alias must have the same execution role: " + one.role() + ", " + other.role());
        }
        if (!one.deadLetters().equals(other.deadLetters())) {
            throw Refusals.invalid("Function versions of a weighted alias must have the same dead letter queue configuration");
        }
    }

    private void exists(Function function, String version) {
        if (function.version(version).isEmpty()) {
            throw Refusals.noFunction(catalog.arn(function, version));
        }
    }

    private Function function(Call call) {
        return catalog.changeable(Reference.of(call.input(), catalog.place));
    }

    private static String name(Call call) {
        String name = call.input().path("Name").asText();
        if (!name.matches(NAME)) {
            throw Refusals.validation(name, "name", NAME);
        }
        return name;
    }

    private Alias alias(Function function, String name) {
        return Optional.ofNullable(function.aliases().get(name)).orElseThrow(() -> Refusals.noAlias(catalog.arn(function, name)));
    }
}
