package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Need;

/** Makes state machines and what starts them, with the roles of both. */
final class Machines {
    /** What the role of a machine that logs needs (Step Functions developer guide, "Logging using CloudWatch Logs"). */
    private static final List<String> LOGS = List.of("CreateLogDelivery", "GetLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery",
            "ListLogDeliveries", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups");
    /** And of one that traces ("Trace Step Functions request data in X-Ray"). */
    private static final List<String> TRACES = List.of("PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets");

    private final Sandbox aws;
    private final Guard guard;

    Machines(Sandbox aws) {
        this.aws = aws;
        this.guard = aws.iam().guard();
    }

    /**
     * Makes a machine; events reach it only through a rule whose role may start it.
     *
     * @param properties of the template's resource
     * @param role the name of its role
     * @throws AwsFault AccessDeniedException if the role may not deliver its logs
     */
    void make(String arn, String definition, JsonNode properties, String role) {
        aws.iam().assume(arn, role, "execution");
        if (properties.has("Logging") && !allows(arn, "logs", LOGS)) {
            throw AwsFault.of("AccessDeniedException", "The state machine IAM Role is not authorized to access the Log Destination");
        }
        if (properties.path("Tracing").path("Enabled").asBoolean()) {
            // Without these rights the traces are missing, and nothing else is.
            allows(arn, "xray", TRACES);
        }
        aws.machines().create(arn.substring(arn.lastIndexOf(':') + 1), definition, "arn:aws:iam::" + aws.place().account() + ":role/" + role);
        aws.events().destination(arn, delivery -> {
            guard.require(delivery.rule(), "states", List.of(Need.of("states:StartExecution", arn)));
            aws.machines().start(arn, delivery.executionName(), delivery.input().toString());
        });
    }

    /** Makes the role that SAM gives a rule: it may start the one machine (aws-sam-translator, EventBridgeRule and Schedule of a state machine). */
    void ruleRole(String rule, String machine) {
        ObjectNode trust = document("sts:AssumeRole");
        ((ObjectNode) trust.path("Statement")).putObject("Principal").put("Service", "events.amazonaws.com");
        ObjectNode policy = document("states:StartExecution");
        ((ObjectNode) policy.path("Statement")).put("Resource", machine);
        aws.iam().put(rule + "Role", trust, Map.of(rule + "RoleStartExecutionPolicy", policy));
        aws.iam().assume(rule, rule + "Role", "rule");
    }

    private boolean allows(String machine, String service, List<String> actions) {
        Stream<Need> needs = actions.stream().map(action -> Need.of(service + ":" + action, "*").at("states:CreateStateMachine"));
        // To the end, so that each is heard of.
        return needs.filter(need -> guard.refuses(machine, need).isPresent()).toList().isEmpty();
    }

    private static ObjectNode document(String action) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        document.putObject("Statement").put("Effect", "Allow").put("Action", action);
        return document;
    }
}
