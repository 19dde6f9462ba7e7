package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a state machine; moves on by events of the timeline. */
public final class Execution {
    /** As DescribeExecution writes it. */
    public enum Status { RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED }

    /** An execution's history has at most 25,000 events (Step Functions quotas). */
    static final int MOST_EVENTS = 25_000;

    /** A Standard workflow runs for at most one year (Step Functions quotas). */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Interpreter interpreter;
    private final Identity identity;
    private final Object input;
    private final Listener listener;
    private final Instant started;
    private final Map<String, Object> context;
    private final List<Event> history = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private Status status = Status.RUNNING;
    private Optional<Object> output = Optional.empty();
    private Failure failure = new Failure("", "");
    private Optional<Instant> stopped = Optional.empty();
    private boolean doomed;

    Execution(Interpreter interpreter, Identity identity, Object input, Listener listener) {
        this.interpreter = interpreter;
        this.identity = identity;
        this.input = input;
        this.listener = listener;
        this.started = interpreter.timeline().now();
        this.context = fixedContext();
    }

    public Identity identity() {
        return identity;
    }

    public Status status() {
        return status;
    }

    /** Returns the input as one line of JSON. */
    public String input() {
        return Json.text(input);
    }

    /** Returns the output of an execution that succeeded. */
    public Optional<JsonNode> output() {
        return output.map(Json::node);
    }

    /** Returns the error's name, if the execution failed, timed out or was stopped with one. */
    public Optional<String> error() {
        return Optional.of(failure.error()).filter(text -> !text.isEmpty());
    }

    public Optional<String> cause() {
        return Optional.of(failure.cause()).filter(text -> !text.isEmpty());
    }

    public Instant started() {
        return started;
    }

    public Optional<Instant> stopped() {
        return stopped;
    }

    /** Returns the names of the states entered, in order, those of Map iterations too. */
    public List<String> path() {
        return Collections.unmodifiableList(path);
    }

    public List<Event> history() {
        return Collections.unmodifiableList(history);
    }

    /** Stops a running execution as StopExecution does; what its tasks have started goes on by itself. */
    public void stop(String error, String cause) {
        finish(Status.ABORTED, "ExecutionAborted", 0, new Failure(error, cause));
    }

    /** Ends a running execution as its machine's TimeoutSeconds would. */
    public void expire() {
        timeOut();
    }

    /** Lets the execution end instead of entering another state, as the deletion of its state machine does. */
    public void stopAtNextState() {
        doomed = true;
    }

    /** Ends it if it may enter no further state. */
    void beforeState() {
        if (doomed) {
            stop("", "");
        }
    }

    Interpreter interpreter() {
        return interpreter;
    }

    boolean running() {
        return status == Status.RUNNING;
    }

    void begin(Definition definition) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("input", new Event.Text(input));
        details.put("roleArn", identity.roleArn());
        record("ExecutionStarted", 0, details);
        listener.changed(this);
        Duration most = definition.timeout().filter(time -> time.compareTo(LONGEST) < 0).orElse(LONGEST);
        interpreter.timeline().after(most, this::timeOut);
        Branch.Scope scope = new Branch.Scope(this, Optional.empty(), Map.of());
        new Branch(scope, definition.flow(), new Branch.Owner() {
            @Override
            public boolean open() {
                return running();
            }

            @Override
            public void done(Object result, long last) {
                succeed(result, last);
            }

            @Override
            public void failed(Failure why, long last) {
                finish(Status.FAILED, "ExecutionFailed", last, why);
            }
        }, 0).start(input);
    }

    private void timeOut() {
        finish(Status.TIMED_OUT, "ExecutionTimedOut", history.size(), new Failure(Failure.TIMEOUT, ""));
    }

    private void succeed(Object result, long last) {
        if (running()) {
            record("ExecutionSucceeded", last, Map.of("output", new Event.Text(result)));
            output = Optional.of(result);
            close(Status.SUCCEEDED);
        }
    }

    private void finish(Status how, String type, long last, Failure why) {
        if (running()) {
            failure = why;
            add(type, last, details(why));
            close(how);
        }
    }

    private void close(Status how) {
        if (running()) {
            status = how;
            stopped = Optional.of(interpreter.timeline().now());
            listener.changed(this);
        }
    }

    /** Returns error and cause as events have them: left out if there is none. */
    static Map<String, Object> details(Failure why) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (!why.error().isEmpty()) {
            details.put("error", why.error());
        }
        if (!why.cause().isEmpty()) {
            details.put("cause", why.cause());
        }
        return details;
    }

    /** Adds an event and returns its id; one event before the limit the execution fails instead. */
    long record(String type, long previous, Map<String, Object> details) {
        if (running() && history.size() >= MOST_EVENTS - 1 && !type.startsWith("Execution")) {
            finish(Status.FAILED, "ExecutionFailed", previous,
                    new Failure(Failure.RUNTIME, "The execution reached the maximum number of history events (" + MOST_EVENTS + ")."));
        }
        return running() ? add(type, previous, details) : history.size();
    }

    private long add(String type, long previous, Map<String, Object> details) {
        history.add(new Event(history.size() + 1, previous, interpreter.timeline().now(), type, details));
        return history.size();
    }

    void entered(String state) {
        path.add(state);
        listener.entered(this, state);
    }

    void moved(Edge edge) {
        listener.moved(this, edge);
    }

    /** Returns a new context object with what is the same in all states. */
    Map<String, Object> context() {
        return new LinkedHashMap<>(context);
    }

    private Map<String, Object> fixedContext() {
        Map<String, Object> execution = new LinkedHashMap<>();
        execution.put("Id", identity.arn());
        execution.put("Input", input);
        execution.put("Name", identity.name());
        execution.put("RoleArn", identity.roleArn());
        execution.put("StartTime", Visit.text(started));
        execution.put("RedriveCount", 0);
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("Id", identity.machineArn());
        machine.put("Name", identity.machineName());
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put("Execution", execution);
        fixed.put("StateMachine", machine);
        return fixed;
    }
}
