package slipway.cli.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Listener;
import slipway.sandbox.wire.Outcome;

/** Tells what people ask of AWS: what changes something, and what was refused; looks are not told. */
final class Guests implements Listener {
    private static final String FUNCTIONS = "slipway-";
    private static final List<String> LOOKS = List.of("Describe", "List", "Get", "BatchGet", "BatchCheck", "Query", "Scan");
    /** Parameters that say what is meant; never one that may hold a secret. */
    private static final List<String> TOLD = List.of("cluster", "service", "repositoryName", "imageTag", "taskDefinition", "family", "desiredCount",
            "task", "stateMachineArn", "executionArn", "name", "input", "Name", "FunctionName", "TopicArn");
    private static final int LONGEST = 80;

    private final BiConsumer<String, String> line;

    /** @param line hears who asked, and what */
    Guests(BiConsumer<String, String> line) {
        this.line = line;
    }

    @Override
    public void heard(Exchange exchange) {
        boolean look = LOOKS.stream().anyMatch(exchange.call().operation()::startsWith);
        if (exchange.call().caller().startsWith(FUNCTIONS)) {
            return;
        }
        switch (exchange.outcome()) {
            case Outcome.Answered _ when look -> { }
            case Outcome.Answered _ -> line.accept("aws", asked(exchange));
            case Outcome.Failed(var fault) -> line.accept("aws", asked(exchange) + " refused: " + fault.code() + ": " + fault.getMessage());
            case Outcome.Silent _ -> line.accept("aws", asked(exchange) + " gets no answer");
        }
    }

    private static String asked(Exchange exchange) {
        JsonNode input = exchange.call().input();
        return Stream.concat(Stream.of(exchange.call().service() + " " + exchange.call().operation()),
                TOLD.stream().filter(name -> input.path(name).isValueNode()).map(name -> shown(input.get(name).asText()))).collect(Collectors.joining(" "));
    }

    /** What a person typed may be anything: on one line, and not for ever. */
    private static String shown(String text) {
        String brief = text.replaceFirst("^arn:[^:]*:[^:]*:[^:]*:[^:]*:([^:]*/|[^:/]*:)?", "");
        String plain = brief.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
