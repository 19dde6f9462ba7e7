package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.lambda.Invoked;
import slipway.sandbox.cloud.lambda.Result;

/** What Lambda's Invoke answers by HTTP (API_Invoke). */
final class Replies {
    private Replies() {}

    static Conductor.Answer of(Invoked invoked) {
        return switch (invoked.result()) {
            case Result.Answered(JsonNode payload) -> new Conductor.Answer(200, Map.of("X-Amz-Executed-Version", invoked.version()), payload.toString());
            case Result.Failed(_, JsonNode payload) -> new Conductor.Answer(200,
                    Map.of("X-Amz-Executed-Version", invoked.version(), "X-Amz-Function-Error", "Unhandled"), payload.toString());
            case Result.Refused(AwsFault fault) -> refusal(fault);
        };
    }

    static Conductor.Answer refusal(AwsFault fault) {
        return new Conductor.Answer(fault.status(), Map.of("X-Amzn-ErrorType", fault.code()), Words.text(Map.of("Message", fault.getMessage())));
    }
}
