package slipway.sandbox.behaviour;

import java.util.List;

/**
 * One row of docs/ECS-BEHAVIOUR.md.
 *
 * @param situation a sentence, which names the test
 * @param given settings of the service, as {@code desired=4 breaker=rollback}
 * @param steps what happens, as {@link Steps} knows it
 * @param expected JSONata over what the API answers then, each to be true
 * @param source AWS's page that says so
 */
record Row(int line, String situation, String given, List<String> steps, List<String> expected, String source) {
    Row {
        if (situation.isBlank() || steps.isEmpty() || expected.isEmpty() || source.isBlank()) {
            throw new IllegalArgumentException("line " + line + " should have a situation, steps, an expectation and a source");
        }
    }
}
