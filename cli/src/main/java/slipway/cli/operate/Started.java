package slipway.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.cli.account.Answer;
import slipway.codec.Json;
import slipway.handler.Failure;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.TargetName;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** An execution of the deploy machine that a command has started, and its deployment. */
record Started(Installed slipway, SfnClient machines, TargetName target, String execution) {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String NO_EXECUTION = "Step Functions does not know the execution any more: look at it in its console";

    /** What became of it so far. */
    sealed interface State {
        /** It goes on; the record is absent before it has the claim. */
        record Running(Optional<Deployment> deployment) implements State {}

        /** It ended. */
        record Ended(Deployment deployment) implements State {}

        /** It waits, or belongs to another. @param kind Claim's word for it */
        record Aside(String kind, Deployment deployment) implements State {}

        /** It was refused, and nothing is known of a deployment. @param cause the machine's own sentence */
        record Refused(Cause cause) implements State {}

        /** The execution died; recovery sees to it. */
        record Died(String status) implements State {}
    }

    /** Starts the deploy machine (API_StartExecution), as {@code aws stepfunctions start-execution} does. */
    static Started start(Installed slipway, TargetName target, ObjectNode input) {
        SfnClient machines = slipway.account().states();
        String arn = Installed.got(Answer.of("states:StartExecution", () -> machines.startExecution(ask -> ask.stateMachineArn(slipway.machine()).input(Json.write(input))).executionArn()),
                "the deploy machine is gone: deploy Slipway's stack anew");
        return new Started(slipway, machines, target, arn);
    }

    /** The id that Claim gives the deployment of an execution which Slipway has not named. */
    DeploymentId id() {
        return DeploymentId.of(target, execution, 0);
    }

    /** Looks once: the execution, and while it runs the record. */
    State look() {
        DescribeExecutionResponse now = Installed.got(Answer.of("states:DescribeExecution", () -> machines.describeExecution(ask -> ask.executionArn(execution))), NO_EXECUTION);
        if (now.status() == ExecutionStatus.RUNNING) {
            return new State.Running(slipway.ledger().records().find(id()));
        }
        return now.status() == ExecutionStatus.SUCCEEDED ? ended(Json.read(now.output(), JsonNode.class)) : new State.Died(now.statusAsString());
    }

    private static State ended(JsonNode output) {
        if (output.has("kind")) {
            return new State.Aside(output.path("kind").asText(), Json.read(output.get("deployment"), Deployment.class));
        }
        if (output.has("id")) {
            return new State.Ended(Json.read(output, Deployment.class));
        }
        JsonNode refused = output.path("cause");
        return new State.Refused(Failure.cause(refused.get("failure"))
                .orElseGet(() -> Cause.of("BadInput", refused.path("why").asText("it can't be done; the execution's history says why"))));
    }

    /** Looks until it ended, is planned, or the time is up. */
    State planned(Duration most) {
        Instant end = slipway.now().plus(most);
        State state = look();
        while (state instanceof State.Running(var found) && found.flatMap(Deployment::plan).isEmpty() && slipway.now().isBefore(end)) {
            slipway.means().pause().accept(EVERY);
            state = look();
        }
        return state;
    }
}
