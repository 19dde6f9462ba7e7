package slipway.sandbox.cloud.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

/** A Step Functions service on a virtual clock, for its tests. */
abstract class Fixture {
    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    static final String ROLE = "arn:aws:iam::123456789012:role/r";
    static final String WAIT = machine("\"W\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}", "W");

    final Timeline timeline = new Timeline(START);
    final List<ObjectNode> events = new ArrayList<>();
    final List<String> invoked = new ArrayList<>();
    final StepFunctions states = new StepFunctions(timeline, Place.DEFAULT, new Ids(1),
            (source, type, resources, detail) -> events.add(detail), this::invoke, StepFunctions.TRANSITION);

    private void invoke(String function, JsonNode payload, Lambda.LambdaReply reply) {
        invoked.add(function + " " + payload);
        if (function.equals("gone")) {
            throw new AwsFault(404, "ResourceNotFoundException", "Function not found: gone");
        }
        if (function.equals("bad")) {
            reply.fail("a.b.Bad", "{\"errorMessage\":\"m\"}");
        } else {
            timeline.after(Duration.ofSeconds(2), () -> reply.succeed(payload, "3"));
        }
    }

    static String machine(String states, String startAt) {
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"" + startAt + "\",\"States\":{" + states + "}}";
    }

    static String task(String resource, String arguments) {
        return machine("\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::" + resource + "\",\"Arguments\":" + arguments + ",\"End\":true}", "T");
    }

    ObjectNode call(String operation, Consumer<ObjectNode> fill) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        fill.accept(input);
        var known = states.operations().get(operation);
        assertThat(known.accepts().refused(input)).isEmpty();
        return known.does().apply(new Call("states", operation, "person", input));
    }

    ObjectNode start(String name, String input) {
        return call("StartExecution", call -> call.put("stateMachineArn", states.machineArn("m")).put("name", name).put("input", input));
    }

    void refused(String code, Runnable call) {
        assertThatExceptionOfType(AwsFault.class).isThrownBy(call::run).satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    Execution played(String definition, String input) {
        Execution execution = states.start(states.create("m", definition, ROLE), "e", input);
        timeline.runUntil(() -> execution.status() != Execution.Status.RUNNING, Duration.ofDays(1));
        return execution;
    }
}
