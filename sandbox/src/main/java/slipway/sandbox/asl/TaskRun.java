package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs a Task state: attempt after attempt, each with its own timeout. */
final class TaskRun {
    private static final int LONGEST_ERROR = 256;
    private static final int LONGEST_CAUSE = 32_768;

    private final Visit visit;
    private final State.Task task;
    private final Branch branch;
    private final Interpreter interpreter;

    TaskRun(Visit visit, State.Task task) {
        this.visit = visit;
        this.task = task;
        this.branch = visit.branch();
        this.interpreter = branch.execution().interpreter();
    }

    void attempt() {
        try {
            start();
        } catch (StateFailed failed) {
            recover(visit.recorded(failed));
        }
    }

    private void start() {
        Optional<String> token = task.resource().token() ? Optional.of(interpreter.functions().uuid()) : Optional.empty();
        Scene scene = visit.scene(Map.of(), token.<Map<String, Object>>map(value -> Map.of("Task", Map.of("Token", value))).orElse(Map.of()));
        Object arguments = task.arguments().render(scene, "Arguments");
        if (Size.over(arguments)) {
            throw new StateFailed(Failure.tooLarge(visit.state().name()), "");
        }
        OptionalLong timeout = seconds(scene, task.timeout(), "TimeoutSeconds");
        OptionalLong heartbeat = seconds(scene, task.heartbeat(), "HeartbeatSeconds");
        Map<String, Object> scheduled = resource();
        scheduled.put("parameters", new Event.Text(arguments));
        scheduled.put("region", interpreter.region());
        timeout.ifPresent(value -> scheduled.put("timeoutInSeconds", value));
        heartbeat.ifPresent(value -> scheduled.put("heartbeatInSeconds", value));
        branch.record("TaskScheduled", scheduled);
        branch.record("TaskStarted", resource());
        if (!branch.open()) {
            return;
        }
        Attempt attempt = new Attempt(token, heartbeat);
        timeout.ifPresent(value -> interpreter.timeline().after(Duration.ofSeconds(value), () -> attempt.timeOut(new Failure(Failure.TIMEOUT, ""))));
        token.ifPresent(value -> interpreter.waiting(value, attempt));
        interpreter.resources().start(task.resource().arn(), Json.node(arguments),
                new TaskContext(branch.execution().identity(), task.name(), visit.retries(), token), attempt.submitted());
    }

    private static OptionalLong seconds(Scene scene, Optional<Template> template, String name) {
        return template.isPresent() ? OptionalLong.of(scene.whole(template.get(), name, 1)) : OptionalLong.empty();
    }

    private Map<String, Object> resource() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("resource", task.resource().action());
        details.put("resourceType", task.resource().type());
        return details;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private void recover(Failure why) {
        visit.recover(why, task.recovery(), this::attempt, () -> {});
    }

    private void succeeded(Object result) {
        if (Size.over(result)) {
            failed("TaskFailed", Failure.tooLarge(task.resource().type()));
            return;
        }
        Map<String, Object> details = resource();
        details.put("output", new Event.Text(result));
        branch.record("TaskSucceeded", details);
        try {
            branch.leave(visit, visit.scene("result", result), task.exit(), result);
        } catch (StateFailed failed) {
            recover(visit.recorded(failed));
        }
    }

    private void failed(String type, Failure why) {
        Map<String, Object> details = resource();
        details.putAll(Execution.details(why));
        branch.record(type, details);
        if (branch.open()) {
            recover(why);
        }
    }

    /** One attempt: takes the first of result, failure and timeout, and drops the rest. */
    private final class Attempt implements Callback {
        private final Optional<String> token;
        private final OptionalLong heartbeat;
        private Instant beat = interpreter.timeline().now();
        private boolean over;

        Attempt(Optional<String> token, OptionalLong heartbeat) {
            this.token = token;
            this.heartbeat = heartbeat;
            watch();
        }

        /** Returns who takes the integration's own answer: the result, or only that the task has been submitted. */
        Reply submitted() {
            return token.isEmpty() ? this : new Reply() {
                @Override
                public void succeed(JsonNode result) {
                    if (open()) {
                        Map<String, Object> details = resource();
                        details.put("output", new Event.Text(Json.value(result)));
                        branch.record("TaskSubmitted", details);
                    }
                }

                @Override
                public void fail(String error, String cause) {
                    Attempt.this.fail(error, cause);
                }
            };
        }

        @Override
        public boolean open() {
            return !over && branch.open();
        }

        private boolean end() {
            boolean first = open();
            over = true;
            return first;
        }

        @Override
        public void succeed(JsonNode result) {
            if (end()) {
                succeeded(Json.value(result));
            }
        }

        @Override
        public void fail(String error, String cause) {
            if (end()) {
                failed("TaskFailed", new Failure(shortened(error, LONGEST_ERROR), shortened(cause, LONGEST_CAUSE)));
            }
        }

        private void timeOut(Failure why) {
            if (end()) {
                failed("TaskTimedOut", why);
            }
        }

        @Override
        public void heartbeat() {
            beat = interpreter.timeline().now();
        }

        private void watch() {
            heartbeat.ifPresent(seconds -> {
                Instant due = beat.plusSeconds(seconds);
                interpreter.timeline().at(due, () -> {
                    if (open() && !due.isBefore(beat.plusSeconds(seconds))) {
                        timeOut(Failure.HEARTBEAT);
                    } else if (open()) {
                        watch();
                    }
                });
            });
        }
    }
}
