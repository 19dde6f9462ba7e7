package slipway.sandbox.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import slipway.sandbox.cloud.Timeline;

/** Starts executions on one timeline; for one thread. */
public final class Interpreter {
    private final Timeline timeline;
    private final RandomGenerator random;
    private final TaskResources resources;
    private final String region;
    private final Duration transition;
    private final Functions functions;
    private final Variants variants;
    private final Map<String, Callback> waiting = new HashMap<>();

    /**
     * @param random for jitter, {@code $random}, {@code $uuid} and task tokens
     * @param transition how long it takes to get from one state into the next
     */
    public Interpreter(Timeline timeline, RandomGenerator random, TaskResources resources, String region, Duration transition) {
        this(timeline, random, resources, region, transition, Variants.DEFAULT);
    }

    /** Makes one that goes another way than {@link Variants#DEFAULT}. */
    public Interpreter(
            Timeline timeline, RandomGenerator random, TaskResources resources, String region, Duration transition, Variants variants) {
        this.timeline = timeline;
        this.random = random;
        this.resources = resources;
        this.region = region;
        this.transition = transition;
        this.functions = new Functions(timeline, random);
        this.variants = variants;
    }

    /**
     * Starts an execution; its first state is entered one transition later.
     *
     * @param input one JSON value
     * @throws IllegalArgumentException if the input is no JSON; its message is the parser's
     */
    public Execution start(Definition definition, Identity identity, String input, Listener listener) {
        Execution execution = new Execution(this, identity, parsed(input), listener);
        execution.begin(definition);
        return execution;
    }

    private static Object parsed(String input) {
        if (input.isBlank()) {
            // Recorded on AWS.
            throw new IllegalArgumentException("Invalid execution input.");
        }
        try {
            return Json.parse(input);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the task that waits, or has waited, for this token. */
    public Optional<Callback> waiting(String token) {
        return Optional.ofNullable(waiting.get(token));
    }

    void waiting(String token, Callback task) {
        waiting.put(token, task);
    }

    Timeline timeline() {
        return timeline;
    }

    RandomGenerator random() {
        return random;
    }

    TaskResources resources() {
        return resources;
    }

    String region() {
        return region;
    }

    Duration transition() {
        return transition;
    }

    Functions functions() {
        return functions;
    }

    Variants variants() {
        return variants;
    }
}
