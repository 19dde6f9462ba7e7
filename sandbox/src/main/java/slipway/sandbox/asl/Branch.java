package slipway.sandbox.asl;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes through the states of one flow: the machine's own, or one iteration of a Map. */
final class Branch {
    /** Who runs a branch, and hears of its end. */
    interface Owner {
        boolean open();

        /** @param last the id of the branch's last event */
        void done(Object output, long last);

        void failed(Failure why, long last);
    }

    /** @param item {@code Map.Item} of the context object, in iterations */
    record Scope(Execution execution, Optional<Map<String, Object>> item, Map<String, Object> variables) {}

    private final Execution execution;
    private final State.Flow flow;
    private final Owner owner;
    private final Optional<Map<String, Object>> item;
    private Map<String, Object> variables;
    private long last;
    private Optional<State> inside = Optional.empty();
    private boolean stopped;

    Branch(Scope scope, State.Flow flow, Owner owner, long last) {
        this.execution = scope.execution();
        this.item = scope.item();
        this.variables = scope.variables();
        this.flow = flow;
        this.owner = owner;
        this.last = last;
    }

    Execution execution() {
        return execution;
    }

    Optional<Map<String, Object>> item() {
        return item;
    }

    Map<String, Object> variables() {
        return variables;
    }

    long last() {
        return last;
    }

    void last(long id) {
        last = id;
    }

    /** Returns the state that was entered and not yet left. */
    Optional<State> inside() {
        return inside;
    }

    boolean open() {
        return !stopped && owner.open();
    }

    void stop() {
        stopped = true;
    }

    /** Enters the first state one transition from now. */
    void start(Object input) {
        later(flow.startAt(), input);
    }

    private void later(String name, Object input) {
        Interpreter interpreter = execution.interpreter();
        interpreter.timeline().after(interpreter.transition(), () -> enter(name, input));
    }

    long record(String type, Map<String, Object> details) {
        last = execution.record(type, last, details);
        return last;
    }

    private void enter(String name, Object input) {
        execution.beforeState();
        if (!open()) {
            return;
        }
        State state = flow.states().get(name);
        long before = last;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("input", new Event.Text(input));
        details.put("name", name);
        inside = Optional.of(state);
        record(state.type() + "StateEntered", details);
        if (!open()) {
            return;
        }
        execution.entered(name);
        Visit visit = new Visit(this, state, input, before, last);
        try {
            run(state, visit);
        } catch (StateFailed failed) {
            failed(visit.recorded(failed));
        }
    }

    private void run(State state, Visit visit) {
        switch (state) {
            case State.Task task -> new TaskRun(visit, task).attempt();
            case State.Each each -> new MapRun(visit, each).attempt();
            case State.Pass pass -> leave(visit, visit.scene(), pass.exit(), visit.input());
            case State.Succeed succeed -> leave(visit, visit.scene(), succeed.exit(), visit.input());
            case State.Choice choice -> choose(choice, visit);
            case State.Wait wait -> pause(wait, visit);
            case State.Fail fail -> {
                Scene scene = visit.scene();
                failed(new Failure(fail.error().map(error -> scene.string(error, "Error")).orElse(""),
                        fail.cause().map(cause -> scene.string(cause, "Cause")).orElse("")));
            }
        }
    }

    private void choose(State.Choice choice, Visit visit) {
        Scene scene = visit.scene();
        List<State.Rule> rules = choice.rules();
        for (int i = 0; i < rules.size(); i++) {
            if (scene.truth(rules.get(i).condition(), "Choices[" + i + "]/Condition")) {
                leave(visit, scene, rules.get(i).exit(), visit.input());
                return;
            }
        }
        if (choice.otherwise().next().isEmpty()) {
            throw new StateFailed(new Failure(Failure.NO_CHOICE, scene.opening()
                    + "Failed to transition out of the state. The state does not point to a next state."), "");
        }
        leave(visit, scene, choice.otherwise(), visit.input());
    }

    private void pause(State.Wait wait, Visit visit) {
        Scene scene = visit.scene();
        Runnable over = () -> {
            if (open()) {
                try {
                    leave(visit, visit.scene(), wait.exit(), visit.input());
                } catch (StateFailed failed) {
                    failed(visit.recorded(failed));
                }
            }
        };
        if (wait.timestamp()) {
            execution.interpreter().timeline().at(visit.instant(scene, wait.amount()), over);
        } else {
            execution.interpreter().timeline().after(java.time.Duration.ofSeconds(scene.whole(wait.amount(), "Seconds", 0)), over);
        }
    }

    /**
     * Leaves a state. Assign and Output see the same snapshot; throws {@link StateFailed} before anything is changed.
     *
     * @param standard the output if none is written; its size has been checked
     */
    void leave(Visit visit, Scene scene, State.Exit exit, Object standard) {
        Map<String, Object> assigned = new LinkedHashMap<>();
        exit.assign().forEach((name, template) -> assigned.put(name, template.render(scene, exit.at() + "Assign/" + name)));
        Object output = exit.output().map(template -> template.render(scene, exit.at() + "Output")).orElse(standard);
        Map<String, Object> known = assigned.isEmpty() ? variables : with(assigned);
        if (Size.over(assigned) || Size.tooMany(known) || output != standard && Size.over(output)) {
            throw new StateFailed(Failure.tooLarge(visit.state().name()), "");
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", visit.state().name());
        details.put("output", new Event.Text(output));
        if (!assigned.isEmpty()) {
            details.put("assignedVariables", assigned);
            variables = known;
        }
        inside = Optional.empty();
        record(visit.state().type() + "StateExited", details);
        if (!open()) {
            return;
        }
        if (exit.next().isPresent()) {
            execution.moved(new Edge(visit.state().name(), exit.next().get(), exit.via()));
            later(exit.next().get(), output);
        } else {
            owner.done(output, last);
        }
    }

    private Map<String, Object> with(Map<String, Object> assigned) {
        Map<String, Object> known = new HashMap<>(variables);
        known.putAll(assigned);
        return known;
    }

    void failed(Failure why) {
        if (open()) {
            owner.failed(why, last);
        }
    }
}
