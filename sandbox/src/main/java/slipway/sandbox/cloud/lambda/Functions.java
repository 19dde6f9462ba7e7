package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

/**
 * Runs functions. The handler itself runs in one instant of virtual time; its answer comes when a real one would: sooner
 * from a warm instance, later from a cold one (an instance is kept for some minutes of rest, as Lambda's execution environments are).
 */
public final class Functions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WARM = Duration.ofMillis(180);
    /** A cold start of the shipped handlers, as measured with 1 GB: see docs/DECISIONS.md. */
    private static final Duration COLD = Duration.ofMillis(1_400);
    private static final Duration KEPT = Duration.ofMinutes(7);
    /** Lambda's limit for synchronous payloads. */
    private static final int PAYLOAD_BYTES = 6 * 1024 * 1024;

    private final Place place;
    private final Timeline timeline;
    private final Ids ids;
    private final Map<String, Function> functions = new HashMap<>();
    private Mishaps mishaps = Mishaps.NONE;

    private static final class Function {
        private final Code code;
        private final int timeoutSeconds;
        private Instant lastUsed = Instant.MIN;

        Function(Code code, int timeoutSeconds) {
            this.code = code;
            this.timeoutSeconds = timeoutSeconds;
        }
    }

    public Functions(Place place, Timeline timeline, Ids ids) {
        this.place = place;
        this.timeline = timeline;
        this.ids = ids;
    }

    /** Lets invocations go wrong from now on. */
    public void disturb(Mishaps by) {
        this.mishaps = by;
    }

    /** Registers a function and returns its ARN, without a version. */
    public String create(String name, int timeoutSeconds, Code code) {
        functions.put(name, new Function(code, timeoutSeconds));
        return place.arn("lambda", "function:" + name);
    }

    /**
     * Invokes a function by its name or ARN, with or without a version.
     *
     * @throws AwsFault ResourceNotFoundException if there is none of that name
     */
    public void invoke(String nameOrArn, JsonNode payload, Consumer<Result> reply) {
        String name = name(nameOrArn);
        Function function = Optional.ofNullable(functions.get(name)).orElseThrow(() ->
                new AwsFault(404, "ResourceNotFoundException", "Function not found: " + place.arn("lambda", "function:" + name)));
        boolean warm = function.lastUsed.plus(KEPT).isAfter(timeline.now());
        function.lastUsed = timeline.now();
        Mishap mishap = mishaps.on(name);
        Result result = mishap.seen(() -> run(name, function, payload));
        timeline.after(mishap.heardAfter(warm ? WARM : COLD, Duration.ofSeconds(function.timeoutSeconds)), () -> reply.accept(result));
    }

    private Result run(String name, Function function, JsonNode payload) {
        try {
            byte[] asked = JSON.writeValueAsBytes(payload);
            if (asked.length > PAYLOAD_BYTES) {
                throw new AwsFault(413, "RequestTooLargeException", "Request must be smaller than " + PAYLOAD_BYTES + " bytes for the InvokeFunction operation");
            }
            return new Result.Answered(JSON.readTree(function.code.handle(asked, new Invocation(name, ids.uuid(), place, function.timeoutSeconds))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AwsFault e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return Result.failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }

    private static String name(String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return nameOrArn.split(":")[0];
        }
        return nameOrArn.split(":")[6];
    }
}
