package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import slipway.sandbox.asl.Event;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** The operations on executions. */
final class ExecutionOperations {
    private static final List<String> STATUSES = List.of("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING");

    private final StepFunctions service;

    ExecutionOperations(StepFunctions service) {
        this.service = service;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "StartExecution", Operation.of("stateMachineArn, name, input", this::start),
                "DescribeExecution", Operation.of("executionArn", this::describe),
                "ListExecutions", Operation.of("stateMachineArn, statusFilter, maxResults, nextToken", this::list),
                "GetExecutionHistory", Operation.of("executionArn, maxResults, reverseOrder, nextToken, includeExecutionData", this::history),
                "StopExecution", Operation.of("executionArn, error, cause", this::stop));
    }

    private ObjectNode start(Call call) {
        Parameters parameters = new Parameters(call.input());
        Execution execution = service.start(parameters.text("stateMachineArn"),
                parameters.optional("name").orElseGet(service::newName), parameters.optional("input").orElse("{}"));
        return Answers.object().put("executionArn", execution.identity().arn()).put("startDate", Answers.seconds(execution.started()));
    }

    private ObjectNode describe(Call call) {
        return Answers.described(service.run(new Parameters(call.input()).text("executionArn")));
    }

    private ObjectNode list(Call call) {
        Parameters parameters = new Parameters(call.input());
        Machine machine = service.machines().get(parameters.text("stateMachineArn"));
        String filter = parameters.has("statusFilter") ? parameters.oneOf("statusFilter", "", STATUSES) : "";
        List<Execution> newestFirst = new ArrayList<>(machine.runs().values()).reversed().stream().map(Run::execution)
                .filter(execution -> filter.isEmpty() || execution.status().name().equals(filter))
                .sorted(Comparator.comparing(ExecutionOperations::listedBy).reversed()).toList();
        ObjectNode answer = Answers.object();
        ArrayNode listed = answer.putArray("executions");
        parameters.page(newestFirst, answer).forEach(execution -> listed.add(Answers.listed(execution)));
        return answer;
    }

    /** Those that run are sorted by their start, the others by their end (API_ListExecutions). */
    private static Instant listedBy(Execution execution) {
        return execution.stopped().orElse(execution.started());
    }

    private ObjectNode history(Call call) {
        Parameters parameters = new Parameters(call.input());
        List<Event> events = service.execution(parameters.text("executionArn")).history();
        ObjectNode answer = Answers.object();
        ArrayNode shown = answer.putArray("events");
        boolean data = parameters.truth("includeExecutionData", true);
        parameters.page(parameters.truth("reverseOrder", false) ? events.reversed() : events, answer)
                .forEach(event -> Answers.event(shown, event, data));
        return answer;
    }

    private ObjectNode stop(Call call) {
        Parameters parameters = new Parameters(call.input());
        Execution execution = service.execution(parameters.text("executionArn"));
        execution.stop(parameters.atMost("error", 256), parameters.atMost("cause", 32_768));
        return Answers.object().put("stopDate", Answers.seconds(execution.stopped().orElseThrow()));
    }
}
