package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.ecr.Ecr;
import slipway.sandbox.cloud.eventbridge.EventBridge;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;

/**
 * Another account of the region, with a registry and a bus of its own, and examples/registry-account.yaml deployed in it. Of the
 * repository's policy the accounts and actions are modelled, and no conditions.
 */
public final class RegistryAccount {
    private static final Pattern ACCOUNT = Pattern.compile("arn:aws:iam::([0-9]{12}):root");

    private final Sandbox aws;
    private final Place place;
    private final EventBridge events;
    private final Ecr ecr;
    private final Intrinsics names;

    private RegistryAccount(Sandbox aws, String account, Template template) {
        this.aws = aws;
        this.place = new Place(account, aws.place().region());
        this.events = new EventBridge(place, aws.timeline(), new Ids(Long.parseLong(account)));
        this.ecr = new Ecr(place, aws.timeline(), events);
        this.names = new Intrinsics(template.conditions());
    }

    /** Deploys the template of that folder for one repository, whose images Slipway's account may read and pull from then on. */
    public static RegistryAccount deploy(Sandbox aws, Path examples, String account, String repository) {
        return deploy(aws, examples, account, repository, Map.of());
    }

    /** The same with further parameters of the template. */
    public static RegistryAccount deploy(Sandbox aws, Path examples, String account, String repository, Map<String, String> more) {
        Template template = Template.read(examples.resolve("registry-account.yaml"));
        RegistryAccount made = new RegistryAccount(aws, account, template);
        Map<String, String> parameters = new HashMap<>(more);
        parameters.putAll(Map.of("SlipwayAccount", aws.place().account(), "RepositoryName", repository));
        made.name(template, parameters);
        template.resources().properties().forEach(resource ->
                made.make(resource.getKey(), resource.getValue().path("Type").asText(), resource.getValue().path("Properties")));
        aws.ecr().reach(made.ecr);
        return made;
    }

    /** Returns the account's registry: where its people push. */
    public Ecr ecr() {
        return ecr;
    }

    /** Returns the account's own bus. */
    public EventBridge events() {
        return events;
    }

    private void name(Template template, Map<String, String> parameters) {
        names.ref("AWS::AccountId", place.account());
        names.ref("AWS::Region", place.region());
        names.ref("AWS::Partition", "aws");
        template.parameters().properties().forEach(parameter -> names.parameter(parameter.getKey(), parameter.getValue(), parameters));
        template.resources().fieldNames().forEachRemaining(resource ->
                names.attribute(resource, "Arn", place.arn("cloudformation", resource)));
    }

    private void make(String name, String type, JsonNode properties) {
        JsonNode resolved = names.resolve(properties);
        switch (type) {
            case "AWS::ECR::Repository" -> repository(resolved);
            case "AWS::Events::Rule" -> rule(name, resolved);
            case "AWS::IAM::Role" -> sends(resolved);
            default -> throw new IllegalArgumentException("the sandbox does not model a " + type + " in a registry's account");
        }
    }

    private void repository(JsonNode properties) {
        String repository = properties.path("RepositoryName").asText();
        ecr.createRepository(repository);
        for (JsonNode statement : properties.path("RepositoryPolicyText").path("Statement")) {
            Matcher account = ACCOUNT.matcher(statement.path("Principal").path("AWS").asText());
            if (account.matches()) {
                ecr.allow(account.group(1), repository, BusPolicy.texts(statement.path("Action")));
            }
        }
    }

    private void rule(String name, JsonNode properties) {
        List<Target> targets = properties.path("Targets").findParents("Arn").stream()
                .map(target -> Target.of(target.path("Id").asText(), target.path("Arn").asText())).toList();
        events.rule(new Rule(name, new Trigger.Matching(properties.path("EventPattern").toString()), targets));
    }

    /** What the rule's role may send to is what there is: a rule that names another bus makes a dead letter. */
    private void sends(JsonNode role) {
        String bus = aws.place().arn("events", "event-bus/default");
        Set<String> allowed = BusPolicy.texts(role.path("Policies").path(0).path("PolicyDocument").path("Statement").path(0).path("Resource"));
        if (allowed.contains(bus)) {
            events.destination(bus, delivery -> aws.events().receive(place.account(), (ObjectNode) delivery.input()));
        }
    }
}
