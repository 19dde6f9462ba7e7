package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import slipway.handler.Settings;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.cloudformation.Deployed;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Shape;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;
import slipway.sandbox.cloud.lambda.EventInvokeConfig;

/** Slipway, deployed into a sandbox from its own template: functions, machines, rules, topics. */
public final class Stack {
    private static final String NAME = "slipway";
    /** What lies outside them Slipway's roles can't touch. */
    private static final Set<String> FENCES = Set.of("Clusters", "TaskRoleArns", "Repositories", "Functions", "ProtectedRepositories", "TaskLogGroups");
    /** The jar with what it needs, zipped: see docs/DECISIONS.md. */
    private static final long PACKAGE_BYTES = 32_600_000;

    private final Sandbox aws;
    private final Path home;
    private final Template template;
    private final Intrinsics names;
    private final Map<String, String> arns = new HashMap<>();
    private final Machines machines;
    private final Map<String, String> given = new TreeMap<>();
    private final Calls calls;
    private FunctionLog log;

    private Stack(Sandbox aws, Path home) {
        this.aws = aws;
        this.home = home;
        this.template = Template.read(home.resolve("template.yaml"));
        this.names = new Intrinsics(template.conditions());
        this.machines = new Machines(aws);
        this.calls = new Calls(aws.iam()::allows);
        aws.iam().watch(calls);
    }

    /**
     * Deploys the template.
     *
     * @param home the folder of template.yaml
     * @param parameters the stack's parameters; the others have their defaults
     */
    public static Stack deploy(Sandbox aws, Path home, Map<String, String> parameters) {
        Stack stack = new Stack(aws, home);
        stack.name(parameters);
        stack.account();
        stack.functions();
        stack.machine("DeployMachine");
        stack.machine("RouteMachine");
        stack.rules();
        stack.senders();
        stack.dashboards();
        return stack;
    }

    /** Returns the ARN of a resource, by its name in the template. */
    public String arn(String resource) {
        return Optional.ofNullable(arns.get(resource)).orElseThrow(() -> new IllegalArgumentException("the stack has no " + resource));
    }

    /** Returns a resource's properties with every function in them resolved; nothing, if its condition does not hold. */
    public Optional<JsonNode> properties(String resource) {
        JsonNode declared = template.resources().path(resource);
        return declared.has("Condition") && !names.holds(declared.path("Condition").asText())
                ? Optional.empty() : Optional.of(names.resolve(declared.path("Properties")));
    }

    /**
     * Changes parameters on which nothing but roles depends, as an update of the stack does.
     *
     * @throws IllegalArgumentException for any other parameter: functions and rules are made once
     */
    public void update(Map<String, String> parameters) {
        parameters.keySet().stream().filter(name -> !FENCES.contains(name)).forEach(name -> {
            throw new IllegalArgumentException("the sandbox's stack can't change its parameter " + name);
        });
        given.putAll(parameters);
        template.parameters().properties().forEach(parameter -> names.parameter(parameter.getKey(), parameter.getValue(), given));
        account();
    }

    /** Shows the stack to CloudFormation, and its roles to IAM. */
    private void account() {
        new Roles(template.resources(), names).put(aws.iam());
        calls.given(parameters());
        Map<String, String> outputs = new TreeMap<>();
        template.root().path("Outputs").properties().forEach(output ->
                outputs.put(output.getKey(), names.resolve(output.getValue().path("Value")).asText()));
        aws.cloudFormation().put(new Deployed(NAME, "CREATE_COMPLETE", parameters(), new Shown(NAME, names).of(template.resources()), outputs));
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        template.parameters().fieldNames().forEachRemaining(name -> parameters.put(name, value(name)));
        return parameters;
    }

    private String value(String parameter) {
        return given.getOrDefault(parameter, template.parameters().path(parameter).path("Default").asText(""));
    }

    private void name(Map<String, String> parameters) {
        given.putAll(parameters);

        names.ref("AWS::AccountId", aws.place().account());
        names.ref("AWS::Region", aws.place().region());
        names.ref("AWS::Partition", "aws");
        names.ref("AWS::StackName", NAME);
        template.parameters().properties().forEach(parameter -> names.parameter(parameter.getKey(), parameter.getValue(), given));
        arns.putAll(new Naming(aws, NAME, names).all(template.resources()));
    }

    /** Returns what carries the functions' own log lines; it is off until it is asked to keep them. */
    public FunctionLog log() {
        return log;
    }

    private void functions() {
        String group = names.resolve(template.functionGlobals().path("LoggingConfig").path("LogGroup")).asText();
        log = new FunctionLog(aws.logs(), aws.timeline(), group, new Carried(aws.iam().guard(), aws.place(), group));
        template.resources().properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::Serverless::Function"))
                .forEach(resource -> function(resource.getKey(), resource.getValue().path("Properties")));
    }

    private void function(String resource, JsonNode properties) {
        Map<String, String> environment = new HashMap<>();
        JsonNode global = template.functionGlobals();
        variables(global.path("Environment").path("Variables"), environment);
        variables(properties.path("Environment").path("Variables"), environment);
        String name = NAME + "-" + resource;
        Map<String, String> runtime = new HashMap<>(environment);
        runtime.put("AWS_REGION", aws.place().region());
        String role = names.resolve(properties.path("Role")).asText();
        aws.iam().assume(name, roleName(role), name);
        if (global.path("Tracing").asText().equals("Active")) {
            log.carried().requireTraces(name);
        }
        JsonNode reserved = properties.path("ReservedConcurrentExecutions");
        String handler = properties.path("Handler").asText();
        String alias = global.path("AutoPublishAlias").asText();
        aws.functions().function(name).describedAs(properties.path("Description").asText())
                .code(handler, global.path("Runtime").asText(), PACKAGE_BYTES, () -> calls.of(name, log.of(name, Handlers.code(handler, aws.wiring(Settings.of(runtime), name)))))
                .architecture(global.path("Architectures").path(0).asText()).timeout(properties.path("Timeout").asInt(global.path("Timeout").asInt()))
                .memory(names.resolve(global.path("MemorySize")).asInt()).environment(environment)
                .logsTo(names.resolve(global.path("LoggingConfig").path("LogGroup")).asText())
                .role(role)
                .events(asynchronous(properties.path("EventInvokeConfig")))
                .reserved(reserved.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(reserved.asInt()))
                .alias(alias).create();
        if (properties.has("Events")) {
            aws.events().destination(arn(resource) + ":" + alias, delivery -> aws.functions().event(name + ":" + alias, delivery.input()));
        }
    }

    private static EventInvokeConfig asynchronous(JsonNode declared) {
        return declared.isMissingNode() ? EventInvokeConfig.DEFAULT : new EventInvokeConfig(declared.path("MaximumRetryAttempts").asInt(),
                Duration.ofSeconds(declared.path("MaximumEventAgeInSeconds").asLong()));
    }

    private void variables(JsonNode declared, Map<String, String> environment) {
        declared.properties().forEach(variable -> environment.put(variable.getKey(), names.resolve(variable.getValue()).asText()));
    }

    private void machine(String resource) {
        JsonNode properties = template.resources().path(resource).path("Properties");
        String[] definition = {read(home.resolve(properties.path("DefinitionUri").asText()))};
        properties.path("DefinitionSubstitutions").properties().forEach(placeholder ->
                definition[0] = definition[0].replace("${" + placeholder.getKey() + "}", names.resolve(placeholder.getValue()).asText()));
        machines.make(arn(resource), definition[0], properties, roleName(names.resolve(properties.path("Role")).asText()));
    }

    private static String roleName(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private void rules() {
        template.resources().properties().forEach(resource -> resource.getValue().path("Properties").path("Events").properties()
                .forEach(event -> rule(resource.getKey(), event.getKey(), event.getValue())));
    }

    /** The policies of the default bus. */
    private void senders() {
        template.resources().properties().stream().map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asText().equals("AWS::Events::EventBusPolicy"))
                .filter(resource -> !resource.has("Condition") || names.holds(resource.path("Condition").asText()))
                .forEach(resource -> BusPolicy.of(names.resolve(resource.path("Properties").path("Statement"))).put(aws.events()));
    }

    private void dashboards() {
        template.resources().properties().stream().filter(resource -> resource.getValue().path("Type").asText().equals("AWS::CloudWatch::Dashboard"))
                .forEach(resource -> properties(resource.getKey()).ifPresent(properties -> new Dashboard(aws.place(), NAME, arns).check(properties)));
    }

    private void rule(String resource, String event, JsonNode declared) {
        JsonNode properties = declared.path("Properties");
        Trigger trigger = switch (declared.path("Type").asText()) {
            case "EventBridgeRule" -> new Trigger.Matching(names.resolve(properties.path("Pattern")).toString());
            case "Schedule" -> Trigger.Every.of(names.resolve(properties.path("Schedule")).asText());
            default -> throw new IllegalArgumentException("the sandbox does not model the event source " + declared.path("Type").asText());
        };
        if (template.resources().path(resource).path("Type").asText().equals("AWS::Serverless::StateMachine")) {
            machines.ruleRole(NAME + "-" + resource + event, arn(resource));
        }
        Target.Retries retries = new Target.Retries(properties.path("RetryPolicy").path("MaximumRetryAttempts").asInt(),
                Duration.ofSeconds(properties.path("RetryPolicy").path("MaximumEventAgeInSeconds").asLong()));
        Target plain = target(resource, event).retried(retries);
        Target target = properties.has("DeadLetterConfig") ? plain.deadLettersTo(names.resolve(properties.path("DeadLetterConfig").path("Arn")).asText()) : plain;
        aws.events().rule(new Rule(NAME + "-" + resource + event, trigger, java.util.List.of(
                properties.has("Input") ? target.shaped(Shape.Constant.of(properties.path("Input").asText())) : target)));
    }

    /** SAM calls the alias that it publishes, and names the target after the rule. */
    private Target target(String resource, String event) {
        boolean function = template.resources().path(resource).path("Type").asText().equals("AWS::Serverless::Function");
        String arn = arn(resource) + (function ? ":" + template.functionGlobals().path("AutoPublishAlias").asText() : "");
        return Target.of(resource + event + (function ? "LambdaTarget" : "StepFunctionsTarget"), arn);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
