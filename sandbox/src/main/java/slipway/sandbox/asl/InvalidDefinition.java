package slipway.sandbox.asl;

import java.util.List;

/** A definition that Step Functions refuses, or that this interpreter does not model; names every problem. */
public final class InvalidDefinition extends RuntimeException {
    private final List<String> problems;

    InvalidDefinition(List<String> problems) {
        super("Invalid State Machine Definition: '" + String.join(", ", problems) + "'");
        this.problems = List.copyOf(problems);
    }

    /** Returns each problem with its code and place, such as {@code SCHEMA_VALIDATION_FAILED: … at /States/Plan}. */
    public List<String> problems() {
        return problems;
    }
}
