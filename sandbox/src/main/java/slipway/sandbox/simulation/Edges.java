package slipway.sandbox.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import slipway.sandbox.asl.Edge;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Listener;

/** The ways from state to state that executions took, by machine. */
final class Edges {
    /** Stands for a target in the lines of executions that are of none. */
    private static final String ROUTE = "rt";

    private final Map<String, Set<Edge>> taken = new HashMap<>();

    /** Returns an edge as it is named to people: {@code deploy: Plan > Close by Catch 1}. */
    static String name(String machine, Edge edge) {
        return machine.replaceFirst(".*-", "") + ": " + edge.from() + " > " + edge.to() + " by " + edge.via();
    }

    Listener follower(Trace trace) {
        return new Listener() {
            @Override
            public void entered(Execution execution, String state) {
                trace.add(() -> target(execution), () -> brief(execution) + " enters " + state);
            }

            @Override
            public void moved(Execution execution, Edge edge) {
                taken.computeIfAbsent(execution.identity().machineName(), _ -> new HashSet<>()).add(edge);
            }

            @Override
            public void changed(Execution execution) {
                trace.add(() -> target(execution), () -> brief(execution) + " is " + execution.status());
            }
        };
    }

    private static String target(Execution execution) {
        String input = execution.input();
        return input.startsWith("{\"target\":\"") ? input.substring(11, input.indexOf('"', 11)) : ROUTE;
    }

    private static String brief(Execution execution) {
        String name = execution.identity().name();
        return execution.identity().machineName().replaceFirst(".*-", "") + " " + name.substring(0, Math.min(24, name.length()));
    }

    Set<String> taken() {
        Set<String> all = new TreeSet<>();
        taken.forEach((machine, edges) -> edges.forEach(edge -> all.add(name(machine, edge))));
        return all;
    }
}
