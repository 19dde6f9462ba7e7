package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGeneratorFactory;
import slipway.sandbox.cloud.Timeline;

/** Plays a definition on a virtual clock; what its functions do is written by the test. */
final class Player {
    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    static final Duration TRANSITION = Duration.ofMillis(25);

    final Timeline timeline = new Timeline(START);
    final List<JsonNode> arguments = new ArrayList<>();
    final List<Instant> invoked = new ArrayList<>();
    final List<TaskContext> contexts = new ArrayList<>();
    final List<Edge> edges = new ArrayList<>();
    final Interpreter interpreter;
    private final Map<String, BiConsumer<JsonNode, Reply>> functions = new LinkedHashMap<>();

    Player() {
        this(Variants.DEFAULT);
    }

    Player(Variants variants) {
        this.interpreter = new Interpreter(
                timeline, RandomGeneratorFactory.of("L64X128MixRandom").create(7), this::start, "eu-central-1", TRANSITION, variants);
    }

    private void start(String resource, JsonNode given, TaskContext context, Reply reply) {
        arguments.add(given);
        invoked.add(timeline.now());
        contexts.add(context);
        functions.get(given.path("FunctionName").asText()).accept(given.path("Payload"), reply);
    }

    Player function(String name, BiConsumer<JsonNode, Reply> does) {
        functions.put(name, does);
        return this;
    }

    /** A function that answers with its own payload. */
    Player echo(String name) {
        return function(name, (payload, reply) -> reply.succeed(JsonNodeFactory.instance.objectNode().set("Payload", payload)));
    }

    Player failing(String name, String error) {
        return function(name, (_, reply) -> reply.fail(error, "why"));
    }

    Execution start(String definition, String input) {
        Identity identity = new Identity("arn:aws:states:eu-central-1:123456789012:execution:m:e", "e",
                "arn:aws:states:eu-central-1:123456789012:stateMachine:m", "m", "arn:aws:iam::123456789012:role/r");
        return interpreter.start(Definition.parse(definition), identity, input, new Listener() {
            @Override
            public void moved(Execution execution, Edge edge) {
                edges.add(edge);
            }
        });
    }

    Execution play(String definition, String input) {
        Execution execution = start(definition, input);
        timeline.runUntil(() -> execution.status() != Execution.Status.RUNNING, Duration.ofDays(400));
        return execution;
    }

    /** Writes a machine around its states. */
    static String machine(String startAt, String states) {
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"" + startAt + "\",\"States\":{" + states + "}}";
    }

    /** Plays a machine of one state without tasks, and returns its output as text. */
    static String output(String state, String input) {
        return new Player().play(machine("S", "\"S\":" + state), input).output().orElseThrow().toString();
    }

    static List<String> types(Execution execution) {
        return execution.history().stream().map(Event::type).toList();
    }
}
