package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import slipway.sandbox.asl.Event;
import slipway.sandbox.asl.Execution;

/** Writes machines, executions and events as the API and its EventBridge event show them. */
final class Answers {
    /** EventBridge leaves input and output out when together they are larger (aws-facts, 1.3). */
    private static final int MOST_IN_EVENT = 248 * 1024;

    private static final Set<String> DATA = Set.of(
            "input", "inputDetails", "output", "outputDetails", "parameters", "assignedVariables", "assignedVariablesDetails");

    private Answers() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns epoch seconds with milliseconds, as awsJson writes timestamps. */
    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    static ObjectNode machine(Machine machine) {
        ObjectNode answer = object().put("stateMachineArn", machine.arn()).put("name", machine.name()).put("type", "STANDARD");
        return answer.put("creationDate", seconds(machine.created()));
    }

    static ObjectNode listed(Execution execution) {
        ObjectNode answer = object()
                .put("executionArn", execution.identity().arn())
                .put("stateMachineArn", execution.identity().machineArn())
                .put("name", execution.identity().name())
                .put("status", execution.status().name())
                .put("startDate", seconds(execution.started()));
        execution.stopped().ifPresent(time -> answer.put("stopDate", seconds(time)));
        return answer.put("redriveCount", 0);
    }

    static ObjectNode described(Run run) {
        Execution execution = run.execution();
        ObjectNode answer = listed(execution);
        answer.put("input", run.input()).putObject("inputDetails").put("included", true);
        execution.output().ifPresent(output ->
                answer.put("output", output.toString()).putObject("outputDetails").put("included", true));
        execution.error().ifPresent(error -> answer.put("error", error));
        execution.cause().ifPresent(cause -> answer.put("cause", cause));
        redrive(answer, execution.status());
        return answer;
    }

    /** An execution that ran into an end of failure can be redriven, one that runs or succeeded can't (API_DescribeExecution). */
    private static void redrive(ObjectNode answer, Execution.Status status) {
        boolean can = status != Execution.Status.RUNNING && status != Execution.Status.SUCCEEDED;
        answer.put("redriveStatus", can ? "REDRIVABLE" : "NOT_REDRIVABLE");
        if (!can) {
            answer.put("redriveStatusReason", "Execution is " + status + " and cannot be redriven");
        }
    }

    /** Returns the detail of "Step Functions Execution Status Change": times are epoch milliseconds there. */
    static ObjectNode statusChange(Execution execution) {
        String input = execution.input();
        String output = execution.output().map(Object::toString).orElse(null);
        boolean included = input.length() + (output == null ? 0 : output.length()) <= MOST_IN_EVENT;
        ObjectNode detail = object()
                .put("executionArn", execution.identity().arn())
                .put("stateMachineArn", execution.identity().machineArn())
                .put("name", execution.identity().name())
                .put("status", execution.status().name())
                .put("startDate", execution.started().toEpochMilli());
        execution.stopped().ifPresentOrElse(time -> detail.put("stopDate", time.toEpochMilli()), () -> detail.putNull("stopDate"));
        detail.put("input", included ? input : null).putObject("inputDetails").put("included", included);
        detail.put("output", included ? output : null);
        if (output == null) {
            detail.putNull("outputDetails");
        } else {
            detail.putObject("outputDetails").put("included", included);
        }
        execution.error().ifPresent(error -> detail.put("error", error));
        execution.cause().ifPresent(cause -> detail.put("cause", cause));
        return detail;
    }

    static void event(ArrayNode events, Event event, boolean data) {
        ObjectNode answer = events.addObject()
                .put("timestamp", seconds(event.at()))
                .put("type", event.type())
                .put("id", event.id())
                .put("previousEventId", event.previous());
        ObjectNode details = event.rendered();
        if (!data) {
            details.remove(DATA);
        }
        if (!details.isEmpty()) {
            answer.set(event.detailsName(), details);
        }
    }
}
