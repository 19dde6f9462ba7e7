package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.Sandbox;

/** Names the template's resources, before anything refers to them: CloudFormation would order it, here the names are known. */
final class Resources {
    private final Sandbox aws;
    private final String stack;
    private final JsonNode resources;
    private final Intrinsics names;
    private final Map<String, String> arns = new HashMap<>();

    Resources(Sandbox aws, String stack, JsonNode resources, Intrinsics names) {
        this.aws = aws;
        this.stack = stack;
        this.resources = resources;
        this.names = names;
    }

    void name() {
        resources.properties().forEach(resource -> name(resource.getKey(), resource.getValue().path("Type").asText(), stack + "-" + resource.getKey()));
        resources.properties().stream().filter(resource -> resource.getValue().path("Properties").has("KmsMasterKeyId"))
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::SNS::Topic"))
                .forEach(topic -> aws.sns().encrypt(arn(topic.getKey()), arn(topic.getValue().path("Properties").path("KmsMasterKeyId").path("Ref").asText())));
    }

    /** Returns the ARN of a resource, by its name in the template. */
    String arn(String resource) {
        return Optional.ofNullable(arns.get(resource)).orElseThrow(() -> new IllegalArgumentException("the stack has no " + resource));
    }

    private void name(String resource, String type, String name) {
        switch (type) {
            case "AWS::Serverless::Function" -> {
                String arn = aws.place().arn("lambda", "function:" + name);
                names.ref(resource + ".Version", arn + ":1");
                named(resource, name, arn);
            }
            case "AWS::Serverless::StateMachine" -> {
                String arn = aws.place().arn("states", "stateMachine:" + stack + "-" + resource.replace("Machine", "").toLowerCase(Locale.ROOT));
                named(resource, arn, arn);
            }
            case "AWS::SNS::Topic" -> {
                String arn = aws.sns().createTopic(name);
                named(resource, arn, arn);
            }
            case "AWS::Logs::LogGroup" -> {
                JsonNode properties = resources.path(resource).path("Properties");
                String group = names.resolve(properties.path("LogGroupName")).asText();
                aws.logs().createGroup(group, names.resolve(properties.path("RetentionInDays")).asInt());
                named(resource, group, aws.place().arn("logs", "log-group:" + group + ":*"));
            }
            case "AWS::SQS::Queue" -> named(resource,
                    "https://sqs." + aws.place().region() + ".amazonaws.com/" + aws.place().account() + "/" + name, aws.place().arn("sqs", name));
            case "AWS::DynamoDB::Table" -> named(resource, name, aws.place().arn("dynamodb", "table/" + name));
            case "AWS::KMS::Key" -> named(resource, name, aws.place().arn("kms", "key/" + name));
            case "AWS::IAM::Role" -> named(resource, name, "arn:aws:iam::" + aws.place().account() + ":role/" + name);
            default -> named(resource, name, aws.place().arn("cloudformation", stack + "/" + resource));
        }
    }

    private void named(String resource, String ref, String arn) {
        arns.put(resource, arn);
        names.ref(resource, ref);
        names.attribute(resource, "Arn", arn);
    }
}
