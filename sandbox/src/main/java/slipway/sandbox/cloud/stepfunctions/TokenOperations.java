package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import slipway.sandbox.asl.Callback;
import slipway.sandbox.asl.Interpreter;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** The operations by which a task token comes back (aws-facts, section 6). */
final class TokenOperations {
    private static final ObjectReader JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();
    private static final int LONGEST_ERROR = 256;
    private static final int LONGEST_CAUSE = 32_768;

    private final Interpreter interpreter;

    TokenOperations(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "SendTaskSuccess", Operation.of("taskToken, output", this::success),
                "SendTaskFailure", Operation.of("taskToken, error, cause", this::failure),
                "SendTaskHeartbeat", Operation.of("taskToken", this::heartbeat));
    }

    private Callback task(Parameters parameters) {
        String token = parameters.text("taskToken");
        Callback task = interpreter.waiting(token).orElseThrow(() -> Faults.invalidToken(token));
        if (!task.open()) {
            throw AwsFault.of("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        }
        return task;
    }

    private ObjectNode success(Call call) {
        Parameters parameters = new Parameters(call.input());
        String output = parameters.text("output");
        Callback task = task(parameters);
        task.succeed(read(output));
        return Answers.object();
    }

    private static JsonNode read(String output) {
        try {
            JsonNode node = JSON.readTree(output);
            if (node.isMissingNode()) {
                throw AwsFault.of("InvalidOutput", "Invalid Output: 'No content'");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw AwsFault.of("InvalidOutput", "Invalid Output: '" + e.getOriginalMessage() + "'");
        }
    }

    private ObjectNode failure(Call call) {
        Parameters parameters = new Parameters(call.input());
        String error = parameters.optional("error").orElse("");
        String cause = parameters.optional("cause").orElse("");
        if (error.length() > LONGEST_ERROR || cause.length() > LONGEST_CAUSE) {
            throw Faults.invalid("error has at most " + LONGEST_ERROR + " characters and cause at most " + LONGEST_CAUSE);
        }
        task(parameters).fail(error, cause);
        return Answers.object();
    }

    private ObjectNode heartbeat(Call call) {
        task(new Parameters(call.input())).heartbeat();
        return Answers.object();
    }
}
