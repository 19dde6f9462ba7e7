package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the states of a machine or processor, and checks that each can be reached and that an end can. */
final class FlowReader {
    private static final int LONGEST_NAME = 80;

    private FlowReader() {}

    static State.Flow read(Fields fields) {
        String startAt = fields.text("StartAt");
        JsonNode node = fields.get("States").orElse(null);
        if (node == null || !node.isObject() || node.isEmpty()) {
            fields.problem("States", "should be an object of states, not empty");
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
        if (!states.containsKey(startAt)) {
            problems.noTarget(fields.place() + "/StartAt", "Missing 'StartAt' target: " + startAt);
        }
        boolean whole = states.containsKey(startAt);
        for (State state : states.values()) {
            for (Edge edge : edges(state)) {
                if (!states.containsKey(edge.to())) {
                    whole = false;
                    problems.noTarget(fields.place() + "/States/" + state.name(), "Missing '" + edge.via() + "' target: " + edge.to());
                }
            }
        }
        if (whole) {
            checkReachable(fields, startAt, states);
        }
    }

    private static void checkReachable(Fields fields, String startAt, Map<String, State> states) {
        Set<String> reached = new HashSet<>(Set.of(startAt));
        Deque<String> open = new ArrayDeque<>(reached);
        boolean ends = false;
        while (!open.isEmpty()) {
            State state = states.get(open.pop());
            ends |= ends(state);
            edges(state).stream().map(Edge::to).filter(reached::add).forEach(open::push);
        }
        states.keySet().stream().filter(name -> !reached.contains(name)).forEach(name ->
                fields.problems().noTarget(fields.place() + "/States/" + name, "State '" + name + "' is not reachable"));
        if (!ends) {
            fields.problems().schema(fields.place(), "no state ends the flow: one needs \"End\": true or the type Succeed or Fail");
        }
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
