package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import slipway.sandbox.asl.Definition;
import slipway.sandbox.asl.Identity;
import slipway.sandbox.asl.InvalidDefinition;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** The operations on state machines. */
final class MachineOperations {
    private final StepFunctions service;

    MachineOperations(StepFunctions service) {
        this.service = service;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateStateMachine", Operation.of("name, definition, roleArn, type", this::create),
                "UpdateStateMachine", Operation.of("stateMachineArn, definition, roleArn", this::update),
                "DeleteStateMachine", Operation.of("stateMachineArn", this::delete),
                "DescribeStateMachine", Operation.of("stateMachineArn", this::describe),
                "DescribeStateMachineForExecution", Operation.of("executionArn", this::describeFor),
                "ValidateStateMachineDefinition", Operation.of("definition, type, severity, maxResults", this::validate),
                "ListStateMachines", Operation.of("maxResults, nextToken", this::list));
    }

    private ObjectNode create(Call call) {
        Parameters parameters = new Parameters(call.input());
        standard(parameters);
        String arn = service.machines().create(parameters.text("name"), parameters.text("definition"), parameters.text("roleArn"));
        return Answers.object().put("stateMachineArn", arn).put("creationDate", Answers.seconds(service.machines().get(arn).created()));
    }

    private ObjectNode update(Call call) {
        Parameters parameters = new Parameters(call.input());
        Machine machine = service.machines().get(parameters.text("stateMachineArn"));
        if (machine.deleting()) {
            throw Faults.deleting(machine.arn());
        }
        if (parameters.optional("definition").isEmpty() && parameters.optional("roleArn").isEmpty()) {
            throw AwsFault.of("MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }
        parameters.optional("roleArn").ifPresent(Parameters::requireRole);
        String revision = service.newName();
        Faults.valid(() -> {
            machine.update(parameters.optional("definition").orElse(machine.text()), parameters.optional("roleArn").orElse(machine.roleArn()),
                    service.timeline().now(), revision);
            return machine;
        });
        return Answers.object().put("updateDate", Answers.seconds(service.timeline().now())).put("revisionId", revision);
    }

    private static void standard(Parameters parameters) {
        String type = parameters.oneOf("type", "STANDARD", List.of("STANDARD", "EXPRESS"));
        if (!type.equals("STANDARD")) {
            throw AwsFault.notModelled("state machines of type " + type);
        }
    }

    private ObjectNode delete(Call call) {
        service.machines().delete(new Parameters(call.input()).text("stateMachineArn"));
        return Answers.object();
    }

    private ObjectNode describe(Call call) {
        Machine machine = service.machines().get(new Parameters(call.input()).text("stateMachineArn"));
        ObjectNode answer = Answers.machine(machine).put("status", machine.deleting() ? "DELETING" : "ACTIVE");
        machine.revision().ifPresent(id -> answer.put("revisionId", id));
        return settings(answer, machine.text(), machine.roleArn());
    }

    /** Answers with the definition that the execution began with, which need not be the machine's any more. */
    private ObjectNode describeFor(Call call) {
        Run run = service.run(new Parameters(call.input()).text("executionArn"));
        Identity identity = run.execution().identity();
        ObjectNode answer = Answers.object().put("stateMachineArn", identity.machineArn()).put("name", identity.machineName())
                .put("updateDate", Answers.seconds(run.updated()));
        return settings(answer, run.definition(), run.roleArn());
    }

    private static ObjectNode settings(ObjectNode answer, String definition, String roleArn) {
        answer.put("definition", definition).put("roleArn", roleArn);
        answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
        answer.putObject("tracingConfiguration").put("enabled", false);
        return answer;
    }

    /** Tells every problem with its code and place; all of ours are errors (API_ValidateStateMachineDefinition). */
    private ObjectNode validate(Call call) {
        Parameters parameters = new Parameters(call.input());
        standard(parameters);
        parameters.oneOf("severity", "ERROR", List.of("ERROR", "WARNING"));
        List<InvalidDefinition.Problem> problems = List.of();
        try {
            Definition.parse(parameters.text("definition"));
        } catch (InvalidDefinition e) {
            problems = e.problems();
        }
        int most = parameters.whole("maxResults", 0, 100);
        ObjectNode answer = Answers.object().put("result", problems.isEmpty() ? "OK" : "FAIL");
        ArrayNode told = answer.putArray("diagnostics");
        problems.stream().limit(most == 0 ? 100 : most).forEach(problem -> {
            ObjectNode one = told.addObject().put("severity", "ERROR").put("code", problem.code()).put("message", problem.message());
            if (!problem.place().isEmpty()) {
                one.put("location", problem.place());
            }
        });
        return answer.put("truncated", told.size() < problems.size());
    }

    private ObjectNode list(Call call) {
        ObjectNode answer = Answers.object();
        ArrayNode listed = answer.putArray("stateMachines");
        var sorted = service.machines().all().stream().sorted(Comparator.comparing(Machine::name)).toList();
        new Parameters(call.input()).page(sorted, answer).forEach(machine -> listed.add(Answers.machine(machine)));
        return answer;
    }
}
