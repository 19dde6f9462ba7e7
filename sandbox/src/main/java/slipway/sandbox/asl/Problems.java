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

    void noTarget(String place, String what) {
        found.add(new InvalidDefinition.Problem("MISSING_TRANSITION_TARGET", what, place));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidDefinition(found);
        }
    }
}
