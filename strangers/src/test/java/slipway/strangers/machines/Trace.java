package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one execution went through, in words that both interpreters share.
 *
 * @param status as DescribeExecution writes it
 * @param steps in order; those of a Map's iterations, which go side by side, one iteration after the other
 */
record Trace(String machine, String name, String status, List<Step> steps) {
    /** @param at in virtual time @param state whose event it is, or empty @param what the event with its details */
    record Step(Instant at, String type, String state, String error, String what) {
        @Override
        public String toString() {
            return at + " " + type + (state.isEmpty() ? "" : " " + state) + (what.isEmpty() ? "" : " " + what);
        }
    }

    /** An event as GetExecutionHistory tells it. */
    record Told(long id, long previous, Instant at, String type, JsonNode details) {}

    static Trace of(String machine, String name, String status, List<Told> events) {
        Map<Long, Integer> iterations = new HashMap<>();
        List<Told> ordered = new ArrayList<>();
        int map = 0;
        for (Told event : events) {
            iterations.put(event.id, event.type.equals("MapIterationStarted") ? event.details.path("index").asInt() : iterations.getOrDefault(event.previous, -1));
            if (event.type.equals("MapStateSucceeded")) {
                ordered.subList(map, ordered.size()).sort(Comparator.comparing(one -> iterations.get(one.id)));
            }
            ordered.add(event);
            map = event.type.equals("MapStateStarted") ? ordered.size() : map;
        }
        return new Trace(machine, name, status, ordered.stream().flatMap(event -> step(event).stream()).toList());
    }

    /** Returns what a glance should show: who it was, the way it took, and its end. */
    String title() {
        return machine + " " + name + " " + status + ": " + String.join(" > ", path());
    }

    /** Returns how it ended: the status, and the output or the error. */
    String end() {
        return status + " " + (status.equals("SUCCEEDED") ? steps.getLast().what.replaceFirst("^output ", "") : steps.getLast().error);
    }

    /** Returns both steps where they part, or nothing. */
    String firstDifferenceFrom(Trace other) {
        for (int i = 0; i < Math.max(steps.size(), other.steps.size()); i++) {
            String mine = i < steps.size() ? steps.get(i).toString() : "nothing more";
            String its = i < other.steps.size() ? other.steps.get(i).toString() : "nothing more";
            if (!mine.equals(its)) {
                return "\nmoto: " + mine + "\nours: " + its;
            }
        }
        return "";
    }

    /** Returns the names of the states entered, in order. */
    List<String> path() {
        return steps.stream().filter(step -> step.type.endsWith("StateEntered")).map(Step::state).toList();
    }

    private static Optional<Step> step(Told event) {
        JsonNode details = event.details;
        String error = details.path("error").asText();
        return switch (event.type) {
            // Says nothing that TaskScheduled did not say.
            case "TaskStarted" -> Optional.empty();
            case "TaskScheduled" -> step(event, error, details.path("resource").asText() + " " + Words.line(details.path("parameters").asText())
                    + " for " + details.path("timeoutInSeconds").asText());
            case "TaskSucceeded" -> step(event, error, answer(Words.json(details.path("output").asText())));
            default -> step(event, error, rest(details));
        };
    }

    private static Optional<Step> step(Told event, String error, String what) {
        return Optional.of(new Step(event.at, event.type, event.details.path("name").asText(), error, what));
    }

    /** The integrations' other members are metadata of HTTP, and StartDate is spelled in more than one way. */
    private static String answer(JsonNode output) {
        return output.has("Payload") ? output.path("ExecutedVersion").asText() + " " + Words.line(output.path("Payload").toString())
                : output.path("ExecutionArn").asText();
    }

    private static String rest(JsonNode details) {
        List<String> said = new ArrayList<>();
        for (String member : List.of("input", "output")) {
            if (details.has(member)) {
                said.add(member + " " + Words.line(details.path(member).asText()));
            }
        }
        if (details.has("assignedVariables")) {
            TreeMap<String, String> assigned = new TreeMap<>();
            details.path("assignedVariables").properties().forEach(one -> assigned.put(one.getKey(), Words.line(one.getValue().asText())));
            said.add("assigned " + assigned);
        }
        if (details.has("error")) {
            // Each tells in words of its own which expression failed, and why.
            boolean own = details.path("error").asText().equals("States.QueryEvaluationError");
            said.add(details.path("error").asText() + (own ? "" : ": " + Words.cause(details.path("cause").asText())));
        }
        return String.join(", ", said);
    }
}
