package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * The execution that runs a Task, as its context object says.
 *
 * @param id its ARN
 */
record Execution(String id, String name, Instant startTime) {
    /** Reads the {@code execution} of a Task's input. */
    static Execution of(JsonNode input) {
        Fields fields = Fields.of(input, "Task input").needObject("execution", "the state machine passes its context's execution");
        return new Execution(fields.need("id", "pass the execution's ARN"), fields.need("name", "pass the execution's name"),
                fields.needRead("startTime", "pass the execution's start time in ISO 8601", Instant::parse));
    }
}
