package slipway.aws;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import slipway.release.Workload.EcsService;

/** A service of ECS with its tasks and targets, as AWS tells of them. */
final class EcsSamples {
    static final EcsService API = new EcsService("shop", "api", List.of());
    static final String OLD = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7";
    static final String GROUP = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/api/0123456789abcdef";
    static final String A = "sha256:" + "a".repeat(64);
    static final String B = "sha256:" + "b".repeat(64);

    static final String SERVICE = """
            {"services":[{"serviceArn":"arn:service","serviceName":"api","status":"ACTIVE","desiredCount":2,"runningCount":3,
             "taskDefinition":"%s","healthCheckGracePeriodSeconds":30,
             "loadBalancers":[{"targetGroupArn":"%s","containerName":"api","containerPort":8080}],
             "deployments":[
               {"id":"ecs-svc/1","status":"ACTIVE","taskDefinition":"old","desiredCount":2,"runningCount":2,"pendingCount":0,"rolloutState":"COMPLETED"},
               {"id":"ecs-svc/2","status":"PRIMARY","taskDefinition":"%s","desiredCount":2,"runningCount":1,"pendingCount":1,"failedTasks":3,
                "rolloutState":"IN_PROGRESS","rolloutStateReason":"ECS deployment ecs-svc/2 in progress."}]}]}
            """.formatted(OLD, GROUP, OLD);
    static final String NO_GROUPS = "<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups/></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>";
    static final String HEALTHY = "<State>healthy</State>";

    private EcsSamples() {}

    /** A task as DescribeTasks tells it. */
    static String task(String id, String startedBy, String address, String image, String digest) {
        return """
                {"taskArn":"arn:aws:ecs:eu-central-1:123456789012:task/shop/%s","startedBy":"%s","lastStatus":"RUNNING","desiredStatus":"RUNNING",
                 "healthStatus":"UNKNOWN","createdAt":1.7e9,"startedAt":1.7e9,
                 "attachments":[{"type":"ElasticNetworkInterface","details":[{"name":"subnetId","value":"s"},{"name":"privateIPv4Address","value":"%s"}]}],
                 "containers":[{"name":"api","image":"%s","imageDigest":"%s"},{"name":"side","image":"public.ecr.aws:443/x/envoy:v1","imageDigest":"%s"}]}
                """.formatted(id, startedBy, address, image, digest, B);
    }

    static String health(String... addressesAndStates) {
        String members = IntStream.iterate(0, i -> i < addressesAndStates.length, i -> i + 2).mapToObj(i -> """
                <member><Target><Id>%s</Id><Port>8080</Port></Target><TargetHealth>%s</TargetHealth></member>
                """.formatted(addressesAndStates[i], addressesAndStates[i + 1])).collect(Collectors.joining());
        return "<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>" + members
                + "</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>";
    }

    static Canned wire(String tasks) {
        return new Canned().on("DescribeServices", SERVICE).on("ListTasks", "{\"taskArns\":[\"arn:1\",\"arn:2\"]}")
                .on("DescribeTasks", "{\"tasks\":[" + tasks + "]}");
    }

    /** The service with as many running tasks in each of its deployments. */
    static String running(int tasks) {
        return SERVICE.replaceAll("\"runningCount\":[12],\"pending", "\"runningCount\":" + tasks + ",\"pending");
    }
}
