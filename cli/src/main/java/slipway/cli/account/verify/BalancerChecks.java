package slipway.cli.account.verify;

import java.util.List;
import java.util.Optional;
import slipway.cli.account.Answer;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Whether the service's target groups are there, fit the task definition, and are healthy now. */
record BalancerChecks(Surroundings here, Findings findings) {
    void run(Service service, TaskDefinition definition) {
        if (service.loadBalancers().isEmpty()) {
            findings.skip("target group", "the service has none: a deployment counts as healthy when its tasks run");
        }
        service.loadBalancers().forEach(balancer -> {
            if (balancer.targetGroupArn() == null) {
                findings.skip("target group", "the classic load balancer " + balancer.loadBalancerName() + " is not looked at: a service behind one is refused");
            } else {
                port(balancer, definition);
                group(balancer, definition);
            }
        });
    }

    private void port(LoadBalancer balancer, TaskDefinition definition) {
        String wanted = balancer.containerName() + ":" + balancer.containerPort();
        Optional<ContainerDefinition> container = definition.containerDefinitions().stream().filter(one -> one.name().equals(balancer.containerName())).findFirst();
        if (container.isEmpty()) {
            findings.ng("port", "the load balancer goes to container " + balancer.containerName() + ", which the task definition has not",
                    "correct the service's load balancer, or the container's name");
        } else if (container.get().portMappings().stream().noneMatch(port -> balancer.containerPort().equals(port.containerPort()))) {
            List<Integer> ports = container.get().portMappings().stream().map(port -> port.containerPort()).toList();
            findings.ng("port", "the load balancer goes to " + wanted + ", the container has " + (ports.isEmpty() ? "no port" : "port " + ports.toString().replaceAll("[\\[\\]]", "")),
                    "map the port " + balancer.containerPort() + " in the task definition, or correct the service's load balancer");
        } else {
            findings.ok("port", "the load balancer goes to " + wanted);
        }
    }

    private void group(LoadBalancer balancer, TaskDefinition definition) {
        ElasticLoadBalancingV2Client elb = here.account().elb();
        String arn = balancer.targetGroupArn();
        Answer<TargetGroup> read = Answer.of("elasticloadbalancing:DescribeTargetGroups",
                () -> elb.describeTargetGroups(ask -> ask.targetGroupArns(arn)).targetGroups().getFirst(), "TargetGroupNotFound", "TargetGroupNotFoundException");
        findings.need("target group", read, arn + " is gone, so no new task becomes healthy", "create it, or correct the service's load balancer").ifPresent(group -> {
            TargetTypeEnum needed = definition.networkMode() == NetworkMode.AWSVPC ? TargetTypeEnum.IP : TargetTypeEnum.INSTANCE;
            if (group.targetType() != needed) {
                findings.ng("target group", group.targetGroupName() + " has targets of type " + group.targetTypeAsString() + ", tasks in network mode "
                        + Optional.ofNullable(definition.networkModeAsString()).orElse("bridge") + " need " + needed, "use a target group of type " + needed);
            } else {
                health(elb, group);
            }
        });
    }

    private void health(ElasticLoadBalancingV2Client elb, TargetGroup group) {
        Answer<List<TargetHealth>> read = Answer.of("elasticloadbalancing:DescribeTargetHealth", () -> elb.describeTargetHealth(
                ask -> ask.targetGroupArn(group.targetGroupArn())).targetHealthDescriptions().stream().map(one -> one.targetHealth())
                .filter(one -> one.state() != TargetHealthStateEnum.DRAINING).toList());
        findings.need("target group", read, "", "").ifPresent(targets -> {
            List<TargetHealth> ill = targets.stream().filter(one -> one.state() != TargetHealthStateEnum.HEALTHY).toList();
            String checks = checks(group);
            if (targets.isEmpty()) {
                findings.ng("target group", group.targetGroupName() + " has no target", "see why the service's tasks are not registered in its events");
            } else if (ill.isEmpty()) {
                findings.ok("target group", group.targetGroupName() + ": " + targets.size() + " of " + targets.size() + " targets healthy" + checks);
            } else {
                findings.ng("target group", group.targetGroupName() + ": " + (targets.size() - ill.size()) + " of " + targets.size() + " targets healthy" + checks
                        + "; " + why(ill.getFirst()), "make it healthy first: a release that is not healthy is no way back");
            }
        });
    }

    private static String checks(TargetGroup group) {
        String path = group.healthCheckPath() == null ? "" : " on " + group.healthCheckPath();
        String matcher = group.matcher() == null ? null : Optional.ofNullable(group.matcher().httpCode()).orElse(group.matcher().grpcCode());
        return path + (matcher == null ? "" : " (answer " + matcher + ")");
    }

    private static String why(TargetHealth health) {
        return "one is " + health.stateAsString() + (health.reason() == null ? "" : " with " + health.reasonAsString())
                + (health.description() == null ? "" : ": " + health.description());
    }
}
