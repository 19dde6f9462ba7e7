package slipway.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import slipway.rollout.BadInput;
import slipway.rollout.Observation;

/** The target groups of a service, and the health of its tasks in them. */
record TargetGroups(ElasticLoadBalancingV2Client elb, Endpoints endpoints) {
    /** What AWS answers for a target that is not registered (DescribeTargetHealth). */
    private static final TargetHealth NOT_REGISTERED = TargetHealth.builder().state("unused").reason("Target.NotRegistered").build();

    /** Returns one entry for each of the tasks in each group; a task that is not registered yet is unused. */
    List<Observation.TargetHealth> healthOf(Service service, String cluster, List<Task> tasks) {
        List<Observation.TargetHealth> found = new ArrayList<>();
        List<LoadBalancer> balancers = balancers(service);
        if (tasks.isEmpty() || balancers.isEmpty()) {
            return found;
        }
        Endpoints.Found reached = endpoints.of(cluster, tasks);
        for (LoadBalancer balancer : balancers) {
            Map<String, TargetHealth> states = states(balancer.targetGroupArn());
            for (Task task : tasks) {
                TargetHealth health = reached.of(task, balancer).stream().map(states::get).filter(Objects::nonNull).findFirst().orElse(NOT_REGISTERED);
                found.add(new Observation.TargetHealth(EcsTasks.id(task), name(balancer.targetGroupArn()), health.stateAsString(),
                        health.reason() == null ? "" : health.reasonAsString(),
                        health.description() == null ? "" : health.description()));
            }
        }
        return List.copyOf(found);
    }

    /** Returns the groups' health checks, in one call. */
    List<Observation.Check> checksOf(Service service) {
        List<String> arns = of(service);
        if (arns.isEmpty()) {
            return List.of();
        }
        return Faults.in("elasticloadbalancing:DescribeTargetGroups", () -> elb.describeTargetGroups(ask -> ask.targetGroupArns(arns)))
                .targetGroups().stream().map(TargetGroups::translated).toList();
    }

    /** Returns their ARNs. */
    static List<String> of(Service service) {
        return balancers(service).stream().map(LoadBalancer::targetGroupArn).distinct().toList();
    }

    private Map<String, TargetHealth> states(String group) {
        Map<String, TargetHealth> states = new HashMap<>();
        try {
            for (TargetHealthDescription one : elb.describeTargetHealth(ask -> ask.targetGroupArn(group)).targetHealthDescriptions()) {
                states.put(Endpoints.Found.written(one.target()), one.targetHealth());
            }
            return states;
        } catch (TargetGroupNotFoundException e) {
            throw new BadInput("service's target group is not there", e).with("targetGroup", name(group));
        } catch (SdkException e) {
            throw Faults.of("elasticloadbalancing:DescribeTargetHealth", e);
        }
    }

    private static List<LoadBalancer> balancers(Service service) {
        return service.loadBalancers().stream().filter(balancer -> balancer.targetGroupArn() != null).toList();
    }

    private static Observation.Check translated(TargetGroup group) {
        String matcher = group.matcher() == null ? "" : Optional.ofNullable(group.matcher().httpCode()).orElse(group.matcher().grpcCode());
        return new Observation.Check(group.targetGroupName(), Optional.ofNullable(group.healthCheckPath()).orElse(""),
                Optional.ofNullable(matcher).orElse(""), Duration.ofSeconds(group.healthCheckIntervalSeconds()),
                group.unhealthyThresholdCount());
    }

    /** Returns the name in {@code arn:…:targetgroup/NAME/ID}. */
    private static String name(String arn) {
        String[] parts = arn.split("/");
        return parts.length > 1 ? parts[1] : arn;
    }
}
