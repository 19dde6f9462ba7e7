package slipway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.lambda.Functions;
import slipway.sandbox.cloud.lambda.Result;
import slipway.sandbox.cloud.stepfunctions.Lambda;

/** What a Task's {@code lambda:invoke} does: Step Functions sees a handler's exception by its class name. */
record TaskCalls(Functions functions) implements Lambda {
    @Override
    public void invoke(String function, JsonNode payload, LambdaReply reply) {
        functions.invoke(function, payload, invoked -> {
            switch (invoked.result()) {
                case Result.Answered(JsonNode answer) -> reply.succeed(answer, invoked.version());
                case Result.Failed(String error, JsonNode cause) -> reply.fail(error, cause.toString());
                // Lambda's own errors are told as Lambda.NAME (Step Functions developer guide, "Handle transient Lambda service exceptions").
                case Result.Refused(AwsFault fault) -> reply.fail("Lambda." + fault.code(),
                        fault.getMessage() + " (Service: Lambda, Status Code: " + fault.status() + ")");
            }
        });
    }
}
