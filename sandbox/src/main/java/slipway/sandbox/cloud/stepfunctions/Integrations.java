package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import slipway.sandbox.asl.Reply;
import slipway.sandbox.asl.TaskContext;
import slipway.sandbox.asl.TaskResources;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Denied;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Need;

/** The optimised integrations {@code lambda:invoke} and {@code states:startExecution}. */
final class Integrations implements TaskResources {
    private static final String LAMBDA = "arn:aws:states:::lambda:invoke";

    private final StepFunctions service;
    private final Lambda lambda;
    private Guard guard = Guard.OPEN;

    Integrations(StepFunctions service, Lambda lambda) {
        this.service = service;
        this.lambda = lambda;
    }

    void guarded(Guard by) {
        guard = by;
    }

    @Override
    public void start(String resource, JsonNode arguments, TaskContext context, Reply reply) {
        boolean invokes = resource.startsWith(LAMBDA);
        Need need = invokes ? Need.of("lambda:InvokeFunction", arguments.path("FunctionName").asText())
                : Need.of("states:StartExecution", arguments.path("StateMachineArn").asText());
        Optional<Denied> denied = guard.refuses(context.execution().machineArn(), need);
        if (denied.isPresent()) {
            denied(denied.get(), invokes, reply);
        } else if (invokes) {
            invoke(arguments, reply);
        } else {
            startExecution(arguments, reply);
        }
    }

    /** The error is the SDK client's base exception, since denials have no class of their own (awslabs/aws-deployment-framework#460). */
    private void denied(Denied denied, boolean invokes, Reply reply) {
        String client = invokes ? "AWSLambda" : "AWSStepFunctions";
        AwsFault fault = denied.fault(invokes ? "lambda" : "states");
        reply.fail((invokes ? "Lambda." : "StepFunctions.") + client + "Exception", fault.getMessage() + " (Service: " + client + "; Status Code: "
                + fault.status() + "; Error Code: " + fault.code() + "; Request ID: " + service.newName() + "; Proxy: null)");
    }

    private void invoke(JsonNode arguments, Reply reply) {
        try {
            reach(arguments, reply);
        } catch (AwsFault fault) {
            // Lambda itself refuses, such as a function that is not there.
            reply.fail("Lambda." + fault.code(), told("AWSLambda", fault));
        }
    }

    private void reach(JsonNode arguments, Reply reply) {
        lambda.invoke(arguments.path("FunctionName").asText(), arguments.path("Payload"), new Lambda.LambdaReply() {
            @Override
            public void succeed(JsonNode payload, String version) {
                ObjectNode result = Answers.object().put("ExecutedVersion", version);
                result.set("Payload", payload);
                reply.succeed(result.put("StatusCode", 200));
            }

            @Override
            public void fail(String error, String cause) {
                reply.fail(error, cause);
            }
        });
    }

    private void startExecution(JsonNode arguments, Reply reply) {
        JsonNode input = arguments.path("Input");
        try {
            service.admitStart();
            var started = service.start(arguments.path("StateMachineArn").asText(),
                    arguments.hasNonNull("Name") ? arguments.path("Name").asText() : service.newName(),
                    input.isMissingNode() ? "{}" : input.toString());
            reply.succeed(Answers.object().put("ExecutionArn", started.identity().arn()).put("StartDate", Answers.seconds(started.started())));
        } catch (AwsFault fault) {
            // The integration names errors after the SDK's exception.
            reply.fail("StepFunctions." + fault.code() + "Exception", told("AWSStepFunctions", fault));
        }
    }

    /** Returns a refusal in the words of the SDK that Step Functions calls with (recorded on AWS). */
    private String told(String from, AwsFault fault) {
        return fault.getMessage() + " (Service: " + from + "; Status Code: " + fault.status() + "; Error Code: " + fault.code()
                + "; Request ID: " + service.newName() + "; Proxy: null)";
    }
}
