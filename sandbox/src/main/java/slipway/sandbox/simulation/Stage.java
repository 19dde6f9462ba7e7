package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.cloud.elb.TargetGroup;

/** An account with the targets of a world in it: images pushed, services steady, target documents enrolled. */
final class Stage {
    /** In the environment of every container and function: no message may tell it. */
    static final String SECRET = "s3cr3t-d0-n0t-t3ll";
    private static final Duration STEADY = Duration.ofMinutes(30);
    /** Fewer than some services have tasks, so that two share one. */
    private static final int INSTANCES = 2;
    static final String PROXY = "sim/proxy";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox aws;
    private final Cast cast;
    private final Map<String, TargetGroup> groups = new HashMap<>();

    private Stage(Sandbox aws, Cast cast) {
        this.aws = aws;
        this.cast = cast;
    }

    static Stage open(Sandbox aws, Cast cast) {
        Stage stage = new Stage(aws, cast);
        cast.repositories().forEach(aws.ecr()::createRepository);
        aws.ecr().createRepository(PROXY);
        aws.ecr().push(PROXY, "stable", Images.of(Deed.Image.GOOD));
        // Under a tag that no policy follows, so that all that follows is a push.
        cast.repositories().forEach(repository -> aws.ecr().push(repository, "initial", Images.of(Deed.Image.GOOD)));
        aws.iam().put("sim-execution", "ecs-tasks.amazonaws.com");
        aws.iam().put("sim-task", "ecs-tasks.amazonaws.com");
        aws.stack().update(Map.of("ProtectedRepositories", "sim/*", "TaskRoleArns", "arn:aws:iam::" + aws.place().account() + ":role/sim-execution,arn:aws:iam::"
                + aws.place().account() + ":role/sim-task"));
        List.of("DeploymentsTopic", "OperationsTopic").forEach(topic -> aws.sns().subscribe(aws.stack().arn(topic), "on-call@example.com"));
        for (int i = 0; i < INSTANCES && cast.members().stream().anyMatch(Member::instances); i++) {
            aws.ecs().cluster(Member.CLUSTER).instance();
        }
        cast.members().forEach(stage::make);
        List<ServiceView> services = cast.members().stream().filter(Member::service).map(one -> aws.ecs().service(Member.CLUSTER, one.name())).toList();
        if (!aws.timeline().runUntil(() -> services.stream().allMatch(ServiceView::steady), STEADY)) {
            throw new IllegalStateException("a service of the simulation did not become steady");
        }
        cast.members().forEach(one -> stage.person(aws.ssm(), "PutParameter", JSON.createObjectNode().put("Name", "/slipway/targets/" + one.name())
                .put("Type", "String").put("Value", one.document()).put("Overwrite", true)));
        aws.timeline().runUntil(aws.timeline().now().plus(Duration.ofMinutes(1)));
        return stage;
    }

    Sandbox aws() {
        return aws;
    }

    Cast cast() {
        return cast;
    }

    /** Calls AWS as a person does, past Slipway. */
    JsonNode person(Service service, String operation, ObjectNode input) {
        return service.operations().get(operation).does().apply(new Call(service.signingName(), operation, "person", input));
    }

    TargetGroup group(Member member) {
        return groups.get(member.name());
    }

    private void make(Member member) {
        String image = aws.place().registry() + "/" + member.repository() + ":initial";
        if (!member.service()) {
            var function = aws.functions().function(member.name()).image(image).timeout(30).environment(Map.of("TOKEN", SECRET))
                    .role("arn:aws:iam::" + aws.place().account() + ":role/sim-task");
            (member.kind() == Member.Kind.ALIASED ? function.alias(Member.ALIAS) : function).create();
            return;
        }
        ServiceBuilder service = aws.ecs().cluster(Member.CLUSTER).service(member.name()).desired(member.desired()).runs(definition(member, image));
        if (member.instances()) {
            service.onEc2();
        }
        if (member.say().breaker()) {
            service.breaker(true);
        }
        if (member.kind() == Member.Kind.BALANCED) {
            TargetGroup group = group(member.name(), member.instances());
            groups.put(member.name(), group);
            service.grace(Duration.ofSeconds(60)).behind(group, Member.CONTAINER, 8080);
        }
        service.create();
    }

    private TargetGroup group(String name, boolean instances) {
        HealthCheck check = HealthCheck.of("/health").every(Duration.ofSeconds(10)).thresholds(2, 2);
        Duration draining = Duration.ofSeconds(20);
        return instances ? aws.elb().createInstanceGroup(name, 8080, check, draining) : aws.elb().createTargetGroup(name, 8080, check, draining);
    }

    private ObjectNode definition(Member member, String image) {
        ObjectNode definition = JSON.createObjectNode().put("family", member.name()).put("networkMode", member.instances() ? "bridge" : "awsvpc").put("cpu", "256").put("memory", "512")
                .put("executionRoleArn", "arn:aws:iam::" + aws.place().account() + ":role/sim-execution")
                .put("taskRoleArn", "arn:aws:iam::" + aws.place().account() + ":role/sim-task");
        definition.putArray("requiresCompatibilities").add(member.instances() ? "EC2" : "FARGATE");
        String pinned = "@" + aws.ecr().pull(image).orElseThrow().digest();
        // Some definitions name both, for people to read; that takes no die.
        String own = member.tagged() ? image : member.desired() == 3 ? image + pinned : image.replace(":initial", pinned);
        definition.putArray("containerDefinitions").add(container(Member.CONTAINER, own, 8080));
        if (member.sidecar()) {
            definition.withArray("containerDefinitions").add(container(Member.SIDECAR, aws.place().registry() + "/" + PROXY + ":stable", 8443));
        }
        return definition;
    }

    private static ObjectNode container(String name, String image, int port) {
        ObjectNode container = JSON.createObjectNode().put("name", name).put("image", image).put("essential", true);
        container.putArray("portMappings").addObject().put("containerPort", port).put("protocol", "tcp");
        container.putArray("environment").addObject().put("name", "TOKEN").put("value", SECRET);
        return container;
    }
}
