package slipway.strangers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.cloud.elb.TargetGroup;

/**
 * What a stranger should meet and no call that the sandbox serves can make: services that CodeDeploy changes, that roll out by
 * canary, that were deleted, behind a Classic Load Balancer, whose tasks are on EC2 instances, all in the cluster {@code corners}; an archived image; a role with a policy of conditions; alarms in each state.
 */
final class Corners {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Corners() {}

    static void furnish(Sandbox aws) {
        String definition = "shop-admin";
        aws.ecs().cluster("corners").service("by-code-deploy").desired(0).runs(definition).controller("CODE_DEPLOY").create();
        aws.ecs().cluster("corners").service("by-canary").desired(0).runs(definition).strategy("CANARY").create();
        aws.ecs().cluster("corners").service("closed").desired(0).runs(definition).create().deactivate();
        aws.ecs().cluster("corners").service("classic").desired(0).behindClassic("old").runs(definition).create();
        onInstances(aws);
        aws.ecr().createRepository("corners");
        aws.ecr().archive("corners", aws.ecr().push("corners", "old", Behaviour.GOOD));
        aws.iam().put("corner", trust(), Map.of("mine", policy()));
        alarms(aws);
    }

    /** A service whose tasks are on an EC2 instance, behind a load balancer, and a daemon. */
    private static void onInstances(Sandbox aws) {
        ObjectNode call = JSON.createObjectNode().put("taskDefinition", "shop-api");
        ObjectNode definition = (ObjectNode) aws.ecs().operations().get("DescribeTaskDefinition").does().apply(new Call("ecs", "DescribeTaskDefinition", "person", call))
                .path("taskDefinition");
        definition.remove(List.of("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy"));
        definition.put("family", "corners-gate").put("networkMode", "bridge").putArray("requiresCompatibilities").add("EC2");
        TargetGroup group = aws.elb().createInstanceGroup("corners-gate", 8080, HealthCheck.of("/"), Duration.ofSeconds(20));
        aws.ecs().cluster("corners").instance();
        aws.ecs().cluster("corners").service("gate").onEc2().runs(definition).behind(group, "api", 8080).create();
        aws.ecs().cluster("corners").service("agent").daemon().runs("corners-gate:1").create();
    }

    private static void alarms(Sandbox aws) {
        List.of("corner-calm", "corner-fired", "corner-silent", "corner-misconfigured", "corner-in-trouble").forEach(aws.cloudWatch()::metric);
        List.of("corner-calm", "corner-misconfigured", "corner-in-trouble").forEach(aws.cloudWatch()::calm);
        aws.cloudWatch().fire("corner-fired", "Threshold Crossed: 7 errors");
        aws.timeline().runUntil(aws.timeline().now().plusSeconds(1));
        aws.cloudWatch().fire("corner-fired", "Threshold Crossed: 9 errors");
        aws.cloudWatch().silence("corner-silent");
        aws.cloudWatch().unevaluated("corner-misconfigured", "EVALUATION_ERROR", "The metric does not exist.");
        aws.cloudWatch().unevaluated("corner-in-trouble", "EVALUATION_FAILURE", "CloudWatch has trouble.");
        aws.cloudWatch().composite("corner-shop", "corner-fired", "corner-calm");
    }

    private static ObjectNode trust() {
        ObjectNode trust = JSON.createObjectNode().put("Version", "2012-10-17");
        trust.putArray("Statement").addObject().put("Effect", "Allow").put("Action", "sts:AssumeRole").putObject("Principal").put("Service", "lambda.amazonaws.com");
        return trust;
    }

    private static ObjectNode policy() {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        var statements = policy.putArray("Statement");
        ObjectNode allow = statements.addObject().put("Effect", "Allow").put("Action", "ecs:*").put("Resource", "*");
        allow.putObject("Condition").putObject("ArnLike").put("ecs:cluster", "arn:aws:ecs:*:*:cluster/shop");
        statements.addObject().put("Effect", "Deny").put("Action", "ecs:DeleteService").put("Resource", "*");
        return policy;
    }
}
