package slipway.sandbox.wire;

import java.util.List;
import java.util.Set;

/**
 * AWS's default quotas for calls, of an account in a region like eu-central-1. A call counts in each rate that names it, and
 * passes if all of them have room. Calls that AWS's services make of each other do not count (Elastic Load Balancing user guide,
 * "Request throttling").
 */
public final class Rates {
    private static final String ECS = "ECS developer guide, Request throttling";
    private static final String ELB = "Elastic Load Balancing user guide, Request throttling";
    private static final String LAMBDA = "Lambda developer guide, Lambda quotas";
    private static final String STEPS = "Step Functions developer guide, Service quotas";
    private static final String LOGS = "CloudWatch Logs user guide, CloudWatch Logs quotas: of the smallest regions";
    private static final String SYSTEMS = "AWS general reference, Systems Manager quotas";
    private static final String WATCH = "AWS general reference, CloudWatch endpoints and quotas";

    /** Those that AWS documents, or told who asked. */
    public static final List<Rate> DEFAULT = List.of(
            of("service modify", "ecs", 50, 5, ECS, "CreateService", "UpdateService", "DeleteService"),
            of("service read", "ecs", 100, 20, ECS, "DescribeServices", "ListServices"),
            of("task definition modify", "ecs", 20, 1, ECS, "RegisterTaskDefinition", "DeregisterTaskDefinition"),
            of("task definition read", "ecs", 50, 20, ECS, "DescribeTaskDefinition", "ListTaskDefinitions", "ListTaskDefinitionFamilies"),
            of("cluster resource read", "ecs", 100, 20, ECS, "ListTasks", "DescribeTasks", "DescribeContainerInstances"),
            of("cluster resource modify", "ecs", 100, 40, ECS, "StopTask"),
            of("service deployment", "ecs", 50, 20, ECS, "ListServiceDeployments", "DescribeServiceDeployments", "StopServiceDeployment"),
            of("service revision", "ecs", 50, 20, ECS, "DescribeServiceRevisions"),
            of("cluster read", "ecs", 50, 20, ECS, "DescribeClusters", "ListClusters"),
            of("cluster modify", "ecs", 20, 1, ECS, "CreateCluster"),
            new Rate("load balancing", "elasticloadbalancing", Set.of(), 40, 10, ELB),
            of("load balancing, without changes", "elasticloadbalancing", 40, 10, ELB,
                    "DescribeTargetHealth", "DescribeTargetGroups", "DescribeTargetGroupAttributes", "DescribeListeners", "DescribeLoadBalancers"),
            of("control plane", "lambda", 15, 15, LAMBDA, "GetFunctionConfiguration", "GetAlias", "CreateAlias", "UpdateAlias", "DeleteAlias", "ListAliases",
                    "UpdateFunctionCode", "UpdateFunctionConfiguration", "PublishVersion", "ListVersionsByFunction", "ListFunctions",
                    "GetFunctionConcurrency", "PutFunctionConcurrency", "DeleteFunctionConcurrency", "CreateFunction", "DeleteFunction"),
            of("GetFunction", "lambda", 100, 100, LAMBDA, "GetFunction"),
            of("StartExecution", "states", 800, 150, STEPS, "StartExecution"),
            of("DescribeExecution", "states", 250, 10, STEPS, "DescribeExecution"),
            of("StopExecution", "states", 500, 25, STEPS, "StopExecution"),
            of("GetExecutionHistory", "states", 400, 20, STEPS, "GetExecutionHistory"),
            of("SendTask", "states", 1500, 300, STEPS, "SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"),
            of("parameter reads", "ssm", 40, 40, SYSTEMS, "GetParameter", "GetParameters", "GetParametersByPath"),
            of("PutParameter", "ssm", 3, 3, "AWS's support, in github-aws-runners/terraform-aws-github-runner#2944", "PutParameter"),
            of("BatchGetImage", "ecr", 2000, 2000, "ECR user guide, Service quotas", "BatchGetImage"),
            of("GetDownloadUrlForLayer", "ecr", 3000, 3000, "ECR user guide, Service quotas", "GetDownloadUrlForLayer"),
            of("PutImage", "ecr", 10, 10, "ECR user guide, Service quotas", "PutImage"),
            of("GetLogEvents", "logs", 10, 10, LOGS, "GetLogEvents"),
            of("FilterLogEvents", "logs", 5, 5, LOGS, "FilterLogEvents"),
            of("DescribeLogGroups", "logs", 10, 10, LOGS, "DescribeLogGroups"),
            of("DescribeLogStreams", "logs", 5, 5, LOGS, "DescribeLogStreams"),
            of("DescribeAlarms", "monitoring", 9, 9, WATCH, "DescribeAlarms"),
            of("PutMetricAlarm", "monitoring", 3, 3, WATCH, "PutMetricAlarm"),
            of("SetAlarmState", "monitoring", 3, 3, WATCH, "SetAlarmState"),
            of("PutEvents", "events", 2400, 2400, "EventBridge user guide, Quotas", "PutEvents"),
            of("Publish", "sns", 300, 300, "AWS general reference, SNS quotas: of the smallest regions", "Publish"));

    private Rates() {}

    private static Rate of(String name, String service, int burst, double refill, String source, String... operations) {
        return new Rate(name, service, Set.of(operations), burst, refill, source);
    }
}
