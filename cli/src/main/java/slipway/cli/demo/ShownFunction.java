package slipway.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import slipway.sandbox.cloud.lambda.FunctionView;

/** What there is to see of a function: the digests of its places, and what Lambda is doing to it. */
record ShownFunction(FunctionView view, Optional<String> alias) {
    /** Returns the digest that callers get. */
    String serves() {
        return view.runs(alias.orElse("$LATEST"));
    }

    /**
     * Returns a line for the alias and one for the unpublished code.
     *
     * @param label how an image is called, by its digest
     */
    List<String> lines(UnaryOperator<String> label) {
        List<String> lines = new ArrayList<>();
        alias.ifPresent(name -> lines.add(name + "  version " + view.version(name) + "  " + label.apply(view.runs(name))));
        alias.ifPresent(name -> view.weights(name).forEach((version, weight) ->
                lines.add("      version " + version + "  " + label.apply(view.runs(version)) + "  for " + Math.round(weight * 100) + " % of the calls")));
        JsonNode latest = view.configuration("$LATEST");
        lines.add("code  " + label.apply("sha256:" + latest.path("CodeSha256").asText()) + "  " + latest.path("LastUpdateStatus").asText());
        return lines;
    }
}
