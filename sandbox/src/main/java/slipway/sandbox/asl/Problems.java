package slipway.sandbox.asl;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a definition, each with the code that ValidateStateMachineDefinition would give. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    /** The text does not fit the language, or is not modelled. */
    void schema(String place, String what) {
        found.add("SCHEMA_VALIDATION_FAILED: " + what + " at " + (place.isEmpty() ? "/" : place));
    }

    void noTarget(String place, String what) {
        found.add("MISSING_TRANSITION_TARGET: " + what + " at " + place);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidDefinition(found);
        }
    }
}
