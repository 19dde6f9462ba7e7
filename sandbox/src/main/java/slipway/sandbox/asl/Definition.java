package slipway.sandbox.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A state machine's definition, read, checked and compiled once; its expressions are not for two threads at a time. */
public final class Definition {
    /** A definition has at most 1 MB (Step Functions quotas). */
    private static final int LONGEST = 1_048_576;

    private static final ObjectMapper READER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final State.Flow flow;
    private final Optional<Duration> timeout;

    private Definition(State.Flow flow, Optional<Duration> timeout) {
        this.flow = flow;
        this.timeout = timeout;
    }

    /**
     * Reads a definition in the Amazon States Language with JSONata.
     *
     * @throws InvalidDefinition naming every problem: what Step Functions refuses, and what is not modelled here
     */
    public static Definition parse(String json) {
        Problems problems = new Problems();
        if (json.length() > LONGEST) {
            problems.schema("", "a definition has at most 1 MB");
        }
        problems.throwIfAny();
        JsonNode tree = tree(json);
        if (!tree.isObject()) {
            throw new InvalidDefinition(List.of(new InvalidDefinition.Problem("SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", "")));
        }
        Fields fields = new Fields(tree, "", problems);
        fields.only(Place.MACHINE);
        if (!fields.has("QueryLanguage")) {
            fields.problem("QueryLanguage", "should be JSONata: the sandbox does not model JSONPath");
        }
        fields.optionalText("Version").filter(version -> !version.equals("1.0"))
                .ifPresent(version -> fields.problem("Version", "should be 1.0, was '" + version + "'"));
        var timeout = fields.whole("TimeoutSeconds", 1, Fields.LONGEST);
        State.Flow flow = FlowReader.read(fields);
        new Scopes(problems).check(flow);
        problems.throwIfAny();
        return new Definition(flow, timeout.isPresent() ? Optional.of(Duration.ofSeconds(timeout.getAsLong())) : Optional.empty());
    }

    private static JsonNode tree(String json) {
        try {
            return READER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidDefinition(List.of(new InvalidDefinition.Problem("INVALID_JSON_DESCRIPTION", e.getOriginalMessage(), "")));
        }
    }

    State.Flow flow() {
        return flow;
    }

    Optional<Duration> timeout() {
        return timeout;
    }

    /** Returns the names of all states, those of Map processors too. */
    public Set<String> stateNames() {
        Set<String> names = new LinkedHashSet<>();
        flows(flow).forEach(inner -> names.addAll(inner.states().keySet()));
        return names;
    }

    /** Returns every way from state to state that the definition has, so that a test can ask which were never taken. */
    public Set<Edge> edges() {
        Set<Edge> edges = new LinkedHashSet<>();
        flows(flow).forEach(inner -> inner.states().values().forEach(state -> edges.addAll(FlowReader.edges(state))));
        return edges;
    }

    private static List<State.Flow> flows(State.Flow flow) {
        List<State.Flow> flows = new ArrayList<>(List.of(flow));
        flow.states().values().forEach(state -> {
            if (state instanceof State.Each each) {
                flows.addAll(flows(each.processor()));
            }
        });
        return flows;
    }

    /** Checks what holds across scopes: state names are unique, and no inner scope assigns an outer variable. */
    private record Scopes(Problems problems, Set<String> seen) {
        Scopes(Problems problems) {
            this(problems, new HashSet<>());
        }

        void check(State.Flow flow) {
            check(flow, Set.of());
        }

        private void check(State.Flow flow, Set<String> outer) {
            Set<String> visible = new HashSet<>(outer);
            for (State state : flow.states().values()) {
                if (!seen.add(state.name())) {
                    problems.twice("/States/" + state.name(), "the name '" + state.name() + "' is used twice");
                }
                FlowReader.exits(state).forEach(exit -> exit.assign().keySet().forEach(name -> {
                    if (outer.contains(name)) {
                        problems.schema("/States/" + state.name(), "variable '" + name + "' belongs to an outer scope and can't be assigned here");
                    }
                    visible.add(name);
                }));
            }
            flow.states().values().forEach(state -> {
                if (state instanceof State.Each each) {
                    check(each.processor(), visible);
                }
            });
        }
    }
}
