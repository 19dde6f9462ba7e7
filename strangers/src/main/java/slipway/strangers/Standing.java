package slipway.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Shape;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;
import slipway.sandbox.cloud.lambda.EventInvokeConfig;
import slipway.sandbox.stack.Template;
import slipway.sandbox.wire.Clients;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What stands in the sandbox once Slipway's template is deployed in it, as JSON, for a stranger who deployed it elsewhere. */
final class Standing {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Path home;
    private final Sandbox aws;

    private Standing(Path home, Map<String, String> parameters) {
        this.home = home;
        this.aws = new Sandbox(new SandboxOptions(home, 7).with(parameters));
    }

    /** Deploys it with the parameters, by name; without a Slack secret among them the sandbox gives its own. */
    static ObjectNode of(Path home, JsonNode parameters) throws IOException {
        Standing standing = new Standing(home, JSON.convertValue(parameters, JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class)));
        ObjectNode told = NODES.objectNode();
        told.set("resources", standing.resources());
        told.set("functions", standing.functions());
        told.set("machines", standing.machines());
        told.set("rules", standing.rules());
        told.set("outputs", standing.outputs());
        return told;
    }

    /** As CloudFormation shows them. */
    private ObjectNode outputs() {
        ObjectNode all = NODES.objectNode();
        try (CloudFormationClient stacks = Clients.aimed(CloudFormationClient.builder(), aws.http(), aws.place(), "strangers").build()) {
            stacks.describeStacks(ask -> ask.stackName("slipway")).stacks().getFirst().outputs().forEach(output -> all.put(output.outputKey(), output.outputValue()));
        }
        return all;
    }

    private ObjectNode resources() {
        ObjectNode all = NODES.objectNode();
        Template.read(home.resolve("template.yaml")).resources().fieldNames().forEachRemaining(
                name -> aws.stack().properties(name).ifPresent(properties -> all.set(name, properties)));
        return all;
    }

    /** As Lambda shows the version that the alias names. */
    private ObjectNode functions() {
        ObjectNode all = NODES.objectNode();
        try (LambdaClient lambda = Clients.aimed(LambdaClient.builder(), aws.http(), aws.place(), "strangers").build()) {
            named("AWS::Serverless::Function", name -> {
                GetFunctionConfigurationResponse shown = lambda.getFunctionConfiguration(ask -> ask.functionName(aws.stack().arn(name)).qualifier("live"));
                ObjectNode function = all.putObject(name);
                function.put("Handler", shown.handler()).put("Runtime", shown.runtimeAsString()).put("Role", shown.role()).put("Timeout", shown.timeout())
                        .put("MemorySize", shown.memorySize()).put("Description", shown.description()).put("Version", shown.version());
                function.set("Architectures", JSON.valueToTree(shown.architecturesAsStrings()));
                function.set("Environment", JSON.valueToTree(shown.environment().variables()));
                function.put("LogGroup", shown.loggingConfig().logGroup());
                EventInvokeConfig events = aws.functions().look("slipway-" + name).events();
                if (!events.equals(EventInvokeConfig.DEFAULT)) {
                    function.putObject("EventInvokeConfig").put("MaximumRetryAttempts", events.attempts()).put("MaximumEventAgeInSeconds", events.oldest().toSeconds());
                }
            });
        }
        return all;
    }

    private ObjectNode machines() {
        ObjectNode all = NODES.objectNode();
        try (SfnClient machines = Clients.aimed(SfnClient.builder(), aws.http(), aws.place(), "strangers").build()) {
            named("AWS::Serverless::StateMachine", name -> {
                var shown = machines.describeStateMachine(ask -> ask.stateMachineArn(aws.stack().arn(name)));
                all.putObject(name).put("name", shown.name()).put("definition", shown.definition()).put("roleArn", shown.roleArn());
            });
        }
        return all;
    }

    private ObjectNode rules() throws IOException {
        ObjectNode all = NODES.objectNode();
        for (Rule rule : aws.events().rules()) {
            ObjectNode shown = all.putObject(rule.name());
            switch (rule.trigger()) {
                case Trigger.Matching(String pattern) -> shown.set("EventPattern", JSON.readTree(pattern));
                case Trigger.Every(var period) -> shown.put("Minutes", period.toMinutes());
            }
            rule.targets().forEach(target -> shown.withArrayProperty("Targets").add(target(target)));
        }
        return all;
    }

    private static ObjectNode target(Target target) {
        ObjectNode shown = NODES.objectNode().put("Id", target.id()).put("Arn", target.arn());
        shown.putObject("RetryPolicy").put("MaximumRetryAttempts", target.retries().attempts())
                .put("MaximumEventAgeInSeconds", target.retries().maximumAge().toSeconds());
        target.deadLetterQueue().ifPresent(arn -> shown.putObject("DeadLetterConfig").put("Arn", arn));
        if (target.shape() instanceof Shape.Constant(JsonNode input)) {
            shown.set("Input", input);
        }
        return shown;
    }

    private void named(String type, java.util.function.Consumer<String> use) {
        Template.read(home.resolve("template.yaml")).resources().properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type)).map(Map.Entry::getKey).forEach(use);
    }
}
