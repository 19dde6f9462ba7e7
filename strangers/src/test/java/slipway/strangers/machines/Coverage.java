package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Which states, Retry groups and Catches of both definitions were taken; what an error takes is computed from the definitions alone. */
final class Coverage {
    private static final Set<String> TERMINAL = Set.of("States.Runtime", "States.DataLimitExceeded");

    private final Set<String> taken = new LinkedHashSet<>();

    void add(List<Trace> traces) {
        traces.forEach(this::add);
    }

    /** Returns what no execution took. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        Definitions.states().forEach((name, state) -> {
            missing.add(name);
            for (String field : List.of("Retry", "Catch")) {
                for (int i = 1; i <= state.path(field).size(); i++) {
                    missing.add(name + ": " + field + " " + i);
                }
            }
        });
        missing.removeAll(taken);
        return missing;
    }

    int size() {
        return taken.size();
    }

    private void add(Trace trace) {
        String state = "";
        String failed = "";
        for (Trace.Step step : trace.steps()) {
            if (step.type().endsWith("StateEntered")) {
                caught(state, failed, step.state());
                state = step.state();
                failed = "";
                taken.add(state);
            } else if (step.type().equals("TaskFailed") || step.type().equals("TaskTimedOut")) {
                failed = step.error();
                note(state, "Retry", failed);
            } else if (step.type().equals("TaskScheduled")) {
                failed = "";
            }
        }
    }

    private void caught(String state, String error, String next) {
        if (!error.isEmpty()) {
            JsonNode rule = Definitions.states().get(state).path("Catch").path(note(state, "Catch", error));
            if (!rule.path("Next").asText().equals(next)) {
                throw new IllegalStateException(error + " in " + state + " led to " + next + ", and its Catch to " + rule.path("Next").asText());
            }
        }
    }

    /** Notes the first rule that takes the error, and returns its place. */
    private int note(String state, String field, String error) {
        List<JsonNode> rules = StreamSupport.stream(Definitions.states().get(state).path(field).spliterator(), false).toList();
        for (int i = 0; i < rules.size(); i++) {
            if (StreamSupport.stream(rules.get(i).path("ErrorEquals").spliterator(), false).anyMatch(name -> takes(name.asText(), error))) {
                taken.add(state + ": " + field + " " + (i + 1));
                return i;
            }
        }
        return rules.size();
    }

    private static boolean takes(String name, String error) {
        return name.equals(error) || name.equals("States.ALL") && !TERMINAL.contains(error)
                || name.equals("States.TaskFailed") && !error.equals("States.Timeout") && !TERMINAL.contains(error);
    }
}
