package slipway.sandbox.asl;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a definition, each with the code that ValidateStateMachineDefinition would give. */
final class Problems {
    private final List<InvalidDefinition.Problem> found = new ArrayList<>();

    /** The text does not fit the language, or is not modelled. */
    void schema(String place, String what) {
        found.add(new InvalidDefinition.Problem("SCHEMA_VALIDATION_FAILED", what, place.isEmpty() ? "/" : place));
    }

    /** An expression that is JSONata, and not Step Functions'; the code as measured on AWS. */
    void unsupported(String place, String what) {
        found.add(new InvalidDefinition.Problem("UNSUPPORTED_JSONATA_EXPRESSION", what, place));
    }

    /** An expression that is no JSONata; the code as measured on AWS. */
    void invalid(String place, String what) {
        found.add(new InvalidDefinition.Problem("INVALID_JSONATA_EXPRESSION", what, place));
    }

    /** No state ends the flow; Step Functions gives no place. */
    void endless() {
        found.add(new InvalidDefinition.Problem("MISSING_END_STATE", "Workflow has no terminal state", ""));
    }

    void twice(String place, String what) {
        found.add(new InvalidDefinition.Problem("DUPLICATE_STATE_NAME", what, place));
    }

    void noTarget(String place, String what) {
        found.add(new InvalidDefinition.Problem("MISSING_TRANSITION_TARGET", what, place));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidDefinition(found);
        }
    }
}
