package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One row of the conformance table: what Step Functions does, which document says so, and what proves that the sandbox does the same.
 *
 * @param believed no document says it
 */
record Row(String name, String section, String feature, String expected, String source, boolean believed, Proof proof) {
    sealed interface Proof {}

    /**
     * A definition that is played.
     *
     * @param functions what each function answers: one entry an invocation, the last one for all that follow
     * @param outcome what is looked at afterwards, by the names in {@link ConformanceTest}
     */
    record Plays(String definition, String input, Map<String, JsonNode> functions, Map<String, JsonNode> outcome) implements Proof {}

    /** A definition that is refused at creation with a message of which this is a part. */
    record Refuses(String definition, String message) implements Proof {}

    /** A test of its own, as {@code Class.method}. */
    record Tests(String method) implements Proof {}

    @Override
    public String toString() {
        return section + ": " + name;
    }
}
