package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import slipway.sandbox.Sandbox;

/**
 * Names what resources of a stack refer to, before anything is made: CloudFormation would order it, here the names are known.
 * What {@code Ref} and {@code GetAtt Arn} return is each type's "Return values" in CloudFormation's template reference, without
 * the random end that CloudFormation gives a name.
 */
final class Naming {
    private final Sandbox aws;
    private final String stack;
    private final Intrinsics names;
    private final Map<String, String> arns = new HashMap<>();

    Naming(Sandbox aws, String stack, Intrinsics names) {
        this.aws = aws;
        this.stack = stack;
        this.names = names;
    }

    /** Returns the ARN of each, by its name in the template; topics, log groups and alarms are made. */
    Map<String, String> all(JsonNode resources) {
        resources.properties().forEach(resource -> name(resource.getKey(), resource.getValue()));
        resources.properties().stream().filter(resource -> resource.getValue().path("Type").asText().equals("AWS::SNS::Topic"))
                .filter(topic -> topic.getValue().path("Properties").has("KmsMasterKeyId"))
                .forEach(topic -> aws.sns().encrypt(arns.get(topic.getKey()), arns.get(topic.getValue().path("Properties").path("KmsMasterKeyId").path("Ref").asText())));
        return arns;
    }

    private void name(String resource, JsonNode declared) {
        String name = stack + "-" + resource;
        // SAM names a rule by its resource and its event, which others may refer to.
        declared.path("Properties").path("Events").properties().forEach(event ->
                named(resource + event.getKey(), name + event.getKey(), aws.place().arn("events", "rule/" + name + event.getKey())));
        switch (declared.path("Type").asText()) {
            case "AWS::Serverless::Function" -> {
                String arn = aws.place().arn("lambda", "function:" + name);
                names.ref(resource + ".Version", arn + ":1");
                named(resource, name, arn);
            }
            case "AWS::Serverless::StateMachine" -> {
                String machine = stack + "-" + resource.replace("Machine", "").toLowerCase(Locale.ROOT);
                itself(resource, aws.place().arn("states", "stateMachine:" + machine));
            }
            case "AWS::SNS::Topic" -> itself(resource, aws.sns().createTopic(name));
            case "AWS::IAM::ManagedPolicy" -> itself(resource, iam("policy/" + name));
            case "AWS::IAM::Role" -> named(resource, name, iam("role/" + name));
            case "AWS::DynamoDB::Table" -> named(resource, name, aws.place().arn("dynamodb", "table/" + name));
            case "AWS::KMS::Key" -> {
                String id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString();
                named(resource, id, aws.place().arn("kms", "key/" + id));
            }
            case "AWS::Logs::LogGroup" -> group(resource, declared.path("Properties"));
            case "AWS::SQS::Queue" -> {
                names.attribute(resource, "QueueName", name);
                named(resource, aws.sqs().url(name), aws.sqs().create(name, Duration.ofSeconds(declared.path("Properties").path("MessageRetentionPeriod").asLong())));
            }
            case "AWS::CloudWatch::Alarm" -> {
                aws.cloudWatch().metric(name);
                named(resource, name, aws.place().arn("cloudwatch", "alarm:" + name));
            }
            // Its Ref is its name ("AWS::CloudWatch::Dashboard", Return values); nobody uses it, nor its ARN.
            case "AWS::CloudWatch::Dashboard" -> names.ref(resource, names.resolve(declared.path("Properties").path("DashboardName")).asText());
            // They have no ARN, and their Ref is used by nobody.
            case "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Events::EventBusPolicy" -> names.ref(resource, name);
            default -> throw new IllegalArgumentException("the sandbox's stack has no " + declared.path("Type").asText() + ", of which " + resource + " is one");
        }
    }

    private void group(String resource, JsonNode properties) {
        String group = names.resolve(properties.path("LogGroupName")).asText();
        aws.logs().createGroup(group, names.resolve(properties.path("RetentionInDays")).asInt());
        named(resource, group, aws.place().arn("logs", "log-group:" + group + ":*"));
    }

    /** IAM is of the account, not of a region. */
    private String iam(String rest) {
        return "arn:aws:iam::" + aws.place().account() + ":" + rest;
    }

    private void itself(String resource, String arn) {
        named(resource, arn, arn);
    }

    private void named(String resource, String ref, String arn) {
        arns.put(resource, arn);
        names.ref(resource, ref);
        names.attribute(resource, "Arn", arn);
    }
}
