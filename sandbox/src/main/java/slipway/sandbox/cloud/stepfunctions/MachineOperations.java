package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
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
                "DescribeStateMachine", Operation.of("stateMachineArn", this::describe),
                "ListStateMachines", Operation.of("maxResults, nextToken", this::list));
    }

    private ObjectNode create(Call call) {
        Parameters parameters = new Parameters(call.input());
        String type = parameters.optional("type").orElse("STANDARD");
        if (!type.equals("STANDARD")) {
            throw AwsFault.notModelled("state machines of type " + type);
        }
        String arn = service.create(parameters.text("name"), parameters.text("definition"), parameters.text("roleArn"));
        return Answers.object().put("stateMachineArn", arn).put("creationDate", Answers.seconds(service.machine(arn).created()));
    }

    private ObjectNode update(Call call) {
        Parameters parameters = new Parameters(call.input());
        Machine machine = service.machine(parameters.text("stateMachineArn"));
        if (parameters.optional("definition").isEmpty() && parameters.optional("roleArn").isEmpty()) {
            throw AwsFault.of("MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }
        StepFunctions.valid(() -> {
            machine.update(parameters.optional("definition").orElse(machine.text()), parameters.optional("roleArn").orElse(machine.roleArn()));
            return machine;
        });
        return Answers.object().put("updateDate", Answers.seconds(service.timeline().now()));
    }

    private ObjectNode describe(Call call) {
        Machine machine = service.machine(new Parameters(call.input()).text("stateMachineArn"));
        ObjectNode answer = Answers.machine(machine).put("status", "ACTIVE").put("definition", machine.text()).put("roleArn", machine.roleArn());
        answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
        answer.putObject("tracingConfiguration").put("enabled", false);
        return answer;
    }

    private ObjectNode list(Call call) {
        ObjectNode answer = Answers.object();
        ArrayNode listed = answer.putArray("stateMachines");
        var sorted = service.machines().values().stream().sorted(Comparator.comparing(Machine::name)).toList();
        new Parameters(call.input()).page(sorted, answer).forEach(machine -> listed.add(Answers.machine(machine)));
        return answer;
    }
}
