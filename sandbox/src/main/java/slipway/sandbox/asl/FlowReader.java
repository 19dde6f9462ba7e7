package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the states of a machine or processor, and checks that each can be reached and that an end can. */
final class FlowReader {
    private static final int LONGEST_NAME = 80;

    private FlowReader() {}

    static State.Flow read(Fields fields) {
        fields.required("States", "StartAt");
        String startAt = fields.optionalText("StartAt").orElse("");
        JsonNode node = fields.get("States").orElse(null);
        if (node == null || !node.isObject() || node.isEmpty()) {
            fields.get("States").ifPresent(_ -> fields.problem("States", "should be an object of states, not empty"));
            return new State.Flow(startAt, Map.of());
        }
        Problems problems = fields.problems();
        Map<String, State> states = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            String place = fields.place() + "/States/" + field.getKey();
            if (field.getKey().isEmpty() || field.getKey().length() > LONGEST_NAME) {
                problems.schema(place, "a state's name has 1 to 80 characters");
            }
            StateReader.read(field.getKey(), new Fields(field.getValue(), place, problems))
                    .ifPresent(state -> states.put(field.getKey(), state));
        });
        if (states.size() == node.size()) {
            checkTargets(fields, startAt, states);
        }
        return new State.Flow(startAt, states);
    }

    private static void checkTargets(Fields fields, String startAt, Map<String, State> states) {
        Problems problems = fields.problems();
        if (!states.containsKey(startAt) && fields.has("StartAt")) {
            problems.noTarget(fields.place() + "/StartAt", missing(startAt));
        }
        for (State state : states.values()) {
            for (State.Exit exit : exits(state)) {
                exit.next().filter(next -> !states.containsKey(next)).ifPresent(next -> problems.noTarget(
                        fields.place() + "/States/" + state.name() + "/" + exit.at() + (exit.via().equals("Default") ? "Default" : "Next"), missing(next)));
            }
        }
        if (fields.has("StartAt") && states.values().stream().noneMatch(FlowReader::ends)) {
            // As measured on AWS, this leaves out what can't be reached.
            problems.endless();
        } else if (fields.has("StartAt")) {
            checkReachable(fields, startAt, states);
        }
    }

    /** Returns AWS's words, which are the same for StartAt, Next, Default and the Next of choices and catchers. */
    private static String missing(String target) {
        return "Missing 'Next' target: " + target;
    }

    private static void checkReachable(Fields fields, String startAt, Map<String, State> states) {
        Set<String> reached = new HashSet<>(Set.of(startAt));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            Optional.ofNullable(states.get(open.pop())).ifPresent(state ->
                    edges(state).stream().map(Edge::to).filter(reached::add).forEach(open::push));
        }
        states.keySet().stream().filter(name -> !reached.contains(name)).forEach(name ->
                fields.problems().noTarget(fields.place() + "/States/" + name, "State \"" + name + "\" is not reachable."));
    }

    private static boolean ends(State state) {
        return switch (state) {
            case State.Fail _, State.Succeed _ -> true;
            case State.Task task -> task.exit().next().isEmpty();
            case State.Pass pass -> pass.exit().next().isEmpty();
            case State.Wait wait -> wait.exit().next().isEmpty();
            case State.Each each -> each.exit().next().isEmpty();
            case State.Choice _ -> false;
        };
    }

    /** Returns the edges that leave a state, in the order in which they are written. */
    static List<Edge> edges(State state) {
        return exits(state).stream()
                .flatMap(exit -> exit.next().stream().map(next -> new Edge(state.name(), next, exit.via()))).toList();
    }

    static List<State.Exit> exits(State state) {
        return switch (state) {
            case State.Task(_, _, _, _, _, var recovery, var exit) -> withCatchers(exit, recovery);
            case State.Each(_, _, _, _, _, var recovery, var exit) -> withCatchers(exit, recovery);
            case State.Pass pass -> List.of(pass.exit());
            case State.Wait wait -> List.of(wait.exit());
            case State.Succeed succeed -> List.of(succeed.exit());
            case State.Fail _ -> List.of();
            case State.Choice choice -> {
                var exits = new java.util.ArrayList<>(choice.rules().stream().map(State.Rule::exit).toList());
                exits.add(choice.otherwise());
                yield exits;
            }
        };
    }

    private static List<State.Exit> withCatchers(State.Exit exit, State.Recovery recovery) {
        var exits = new java.util.ArrayList<>(List.of(exit));
        recovery.catchers().forEach(catcher -> exits.add(catcher.exit()));
        return exits;
    }
}
