package slipway.sandbox.asl;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One stay in one state, with its retries. */
final class Visit {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Branch branch;
    private final State state;
    private final Object input;
    private final Instant entered;
    private final long before;
    private final long id;
    private final Map<Retrier, Long> used = new IdentityHashMap<>();
    private int retries;

    /** @param before the last event before the state was entered */
    Visit(Branch branch, State state, Object input, long before, long id) {
        this.branch = branch;
        this.state = state;
        this.input = input;
        this.before = before;
        this.id = id;
        this.entered = branch.execution().interpreter().timeline().now();
    }

    Branch branch() {
        return branch;
    }

    State state() {
        return state;
    }

    Object input() {
        return input;
    }

    int retries() {
        return retries;
    }

    static String text(Instant time) {
        return MILLIS.format(time);
    }

    Scene scene() {
        return scene(Map.of(), Map.of());
    }

    Scene scene(String name, Object value) {
        return scene(Map.of(name, value), Map.of());
    }

    /**
     * Makes what expressions see.
     *
     * @param more members of {@code $states}, such as result
     * @param inContext members of the context object, such as Task
     */
    Scene scene(Map<String, Object> more, Map<String, Object> inContext) {
        Map<String, Object> context = branch.execution().context();
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("EnteredTime", text(entered));
        own.put("Name", state.name());
        if (state instanceof State.Task || state instanceof State.Each) {
            // Recorded on AWS: states that can't be retried have none.
            own.put("RetryCount", retries);
        }
        context.put("State", own);
        branch.item().ifPresent(item -> context.put("Map", Map.of("Item", item)));
        context.putAll(inContext);
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("input", input);
        states.put("context", context);
        states.putAll(more);
        return new Scene(state.name(), id, states, branch.variables(), branch.execution().interpreter().functions());
    }

    /** Returns until when to wait: in whole seconds, what is below is cut off (Step Functions developer guide, "Wait workflow state"). */
    Instant instant(Scene scene, Template amount) {
        String text = scene.string(amount, "Timestamp");
        if (!Fields.isInstant(text)) {
            throw scene.failed("The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: " + text, "Timestamp");
        }
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Adds a failed evaluation to the history, and returns the failure. */
    Failure recorded(StateFailed failed) {
        if (failed.failure().error().equals(Failure.QUERY) && branch.open()) {
            Map<String, Object> details = Execution.details(failed.failure());
            if (!failed.location().isEmpty()) {
                details.put("location", failed.location());
            }
            details.put("state", state.name());
            // Recorded on AWS: the event that this one names is the one before the state was entered, except for Wait.
            if (branch.last() == id && !(state instanceof State.Wait)) {
                branch.last(before);
            }
            branch.record("EvaluationFailed", details);
        }
        return failed.failure();
    }

    /**
     * Retries, or catches, or lets the branch fail.
     *
     * @param again makes the next attempt
     * @param givenUp runs before a catch or the end
     */
    void recover(Failure why, State.Recovery recovery, Runnable again, Runnable givenUp) {
        Variants variants = branch.execution().interpreter().variants();
        Optional<Retrier> retrier = recovery.retriers().stream().filter(entry -> why.matches(entry.errors(), variants)).findFirst();
        long done = retrier.map(entry -> used.getOrDefault(entry, 0L)).orElse(0L);
        if (retrier.isPresent() && done < retrier.get().attempts()) {
            used.put(retrier.get(), done + 1);
            retries++;
            Interpreter interpreter = branch.execution().interpreter();
            interpreter.timeline().after(retrier.get().delay(done, interpreter.random()), () -> {
                if (branch.open()) {
                    again.run();
                }
            });
            return;
        }
        givenUp.run();
        List<State.Catcher> catchers = recovery.catchers();
        Optional<State.Catcher> catcher = catchers.stream().filter(entry -> why.matches(entry.errors(), variants)).findFirst();
        if (catcher.isEmpty()) {
            branch.failed(why);
            return;
        }
        try {
            Object output = why.output();
            branch.leave(this, scene("errorOutput", output), catcher.get().exit(), output);
        } catch (StateFailed failed) {
            branch.failed(recorded(failed));
        }
    }
}
