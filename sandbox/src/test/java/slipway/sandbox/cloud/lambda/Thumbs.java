package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.cloud.ecr.Ecr;

/** A small world for tests: a registry with shop/thumbs, and the image function thumbs, whose alias live is version 1. */
final class Thumbs {
    static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:thumbs";
    static final String REPOSITORY = Place.DEFAULT.registry() + "/shop/thumbs";
    static final Duration UPDATE = Duration.ofSeconds(10);
    static final Duration PUBLISH = Duration.ofSeconds(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    final Sandboxed sandbox = new Sandboxed();
    final Ecr ecr = new Ecr(Place.DEFAULT, sandbox.timeline, sandbox.bus());
    final Functions functions = new Functions(Place.DEFAULT, sandbox.timeline, new Ids(3), ecr).taking(UpdateTimes.exactly(UPDATE, PUBLISH));
    final FunctionView thumbs;
    final String v1;

    Thumbs() {
        this(FunctionBehaviour.GOOD);
    }

    Thumbs(FunctionBehaviour first) {
        ecr.createRepository("shop/thumbs");
        v1 = push("v1", first);
        thumbs = functions.function("thumbs").image(REPOSITORY + ":v1").timeout(30).alias("live").create();
    }

    String push(String tag, Annotated behaviour) {
        return ecr.push("shop/thumbs", tag, behaviour);
    }

    /** Calls an operation on thumbs; {@code members} are the input's without the braces and the function's name. */
    ObjectNode call(String operation, String members) {
        return callOn("thumbs", operation, members);
    }

    ObjectNode callOn(String function, String operation, String members) {
        ObjectNode input = (ObjectNode) json("{\"FunctionName\":\"" + function + "\"" + (members.isEmpty() ? "" : "," + members) + "}");
        var found = functions.operations().get(operation);
        found.accepts().refused(input).ifPresent(name -> {
            throw AwsFault.notModelled("parameter " + name);
        });
        return found.does().apply(new Call("lambda", operation, "tests", input));
    }

    /** Updates to an image by tag or digest ({@code :v2}, {@code @sha256:…}) and returns the answer. */
    ObjectNode update(String which, String more) {
        return call("UpdateFunctionCode", "\"ImageUri\":\"" + REPOSITORY + which + "\"" + more);
    }

    /** Updates to an image, and waits until that is over. */
    void updated(String which) {
        update(which, "");
        pass(UPDATE);
    }

    JsonNode latest() {
        return call("GetFunctionConfiguration", "");
    }

    /** Invokes as a client does, and returns the output with the payload as JSON. */
    ObjectNode invoke(String qualifier) {
        ObjectNode output = call("Invoke", "\"Qualifier\":\"" + qualifier + "\"");
        try {
            output.set("Payload", JSON.readTree(output.path("Payload").binaryValue()));
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pass(Duration time) {
        sandbox.timeline.runUntil(sandbox.timeline.now().plus(time));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
