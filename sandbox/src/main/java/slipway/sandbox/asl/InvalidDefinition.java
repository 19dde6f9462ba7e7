package slipway.sandbox.asl;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that Step Functions refuses, or that this interpreter does not model; names every problem. */
public final class InvalidDefinition extends RuntimeException {
    /**
     * One thing that is wrong.
     *
     * @param code as ValidateStateMachineDefinition has it
     * @param place a JSON pointer into the definition; empty if that is no JSON at all
     */
    public record Problem(String code, String message, String place) {
        @Override
        public String toString() {
            return code + ": " + message + (place.isEmpty() ? "" : " at " + place);
        }
    }

    private final List<Problem> problems;

    InvalidDefinition(List<Problem> problems) {
        super("Invalid State Machine Definition: '" + problems.stream().map(Problem::toString).collect(Collectors.joining(", ")) + "'");
        this.problems = List.copyOf(problems);
    }

    /** Returns each problem; it is written such as {@code SCHEMA_VALIDATION_FAILED: … at /States/Plan}. */
    public List<Problem> problems() {
        return problems;
    }
}
