package slipway.cli.bench.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.ecs.Variants;

/** A sandbox in which one service behind a load balancer runs a good image, steadily. */
final class Ground {
    /** Nothing is waited for longer: who has not gone back by then never will by itself. */
    static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    final Sandbox aws;
    private final Scene scene;
    private final Map<String, Boolean> old = new HashMap<>();
    private final String good;
    private boolean changed;

    private Ground(Sandbox aws, Scene scene, String good) {
        this.aws = aws;
        this.scene = scene;
        this.good = good;
    }

    static Ground open(Path home, Scene scene) {
        SandboxOptions plain = new SandboxOptions(home, 1);
        Variants ways = scene.kept() ? Variants.of(Variants.Way.ROLLBACK_KEEPS_TASKS) : Variants.DEFAULT;
        Sandbox aws = new Sandbox(new SandboxOptions(home, 1, plain.start(), LaunchTimes.exactly(scene.launch().time), ways));
        aws.ecr().createRepository("det/api");
        Ground ground = new Ground(aws, scene, aws.ecr().push("det/api", "initial", Behaviour.GOOD));
        List.of("det-execution", "det-task").forEach(role -> aws.iam().put(role, "ecs-tasks.amazonaws.com"));
        aws.stack().update(Map.of("TaskRoleArns", ground.role("det-execution") + "," + ground.role("det-task"), "TaskLogGroups", "/det/*"));
        aws.ecs().cluster("det").service("api").desired(scene.desired()).grace(scene.grace()).runs(ground.definition(ground.good))
                .behind(aws.elb().createTargetGroup("det-api", 8080, scene.checks().of("/health"), DRAIN), "api", 8080).create();
        if (!ground.service().settle(LIMIT)) {
            throw new IllegalStateException("the service did not become steady: " + ground.service().events());
        }
        ground.pass(Duration.ofMinutes(10));
        return ground;
    }

    Scene scene() {
        return scene;
    }

    ServiceView service() {
        return aws.ecs().service("det", "api");
    }

    Instant now() {
        return aws.timeline().now();
    }

    void pass(Duration time) {
        aws.timeline().runUntil(now().plus(time));
    }

    /** Pushes the scene's image under a tag that Slipway's target follows; returns its digest. */
    String push() {
        return aws.ecr().push("det/api", "v2", scene.failure().behaviour(scene.checks()));
    }

    /** Deletes the image once it was brought, where that is what is wrong. */
    void spoil(String digest) {
        if (scene.failure() == Scene.Failure.CANNOT_PULL) {
            aws.ecr().delete("det/api", digest);
        }
    }

    /** Tells the service to run an image, as a script does; returns the task definition. */
    String update(String digest) {
        String arn = aws.ecs().register(definition(digest));
        configure("{\"taskDefinition\":\"" + arn + "\"}");
        return arn;
    }

    /** A person's UpdateService; {@code change} is its JSON without cluster and service. */
    void configure(String change) {
        call(aws.ecs(), "UpdateService", ((ObjectNode) json(change)).put("cluster", "det").put("service", "api"));
    }

    /** Returns the time until this holds, or the limit. */
    Duration until(BooleanSupplier done) {
        Instant began = now();
        return aws.timeline().runUntil(done, LIMIT) ? Duration.between(began, now()) : LIMIT;
    }

    /** Says whether the service was changed and runs the old image again: its deployment is completed, and no task of another is left. */
    boolean back() {
        ServiceView service = service();
        boolean before = old(service.taskDefinition());
        changed |= !before;
        return changed && before && service.steady() && service.tasks().stream().allMatch(task -> task.status().equals("STOPPED") || old(task.taskDefinition()));
    }

    /** Says whether the service runs the new image alone. */
    boolean live() {
        ServiceView service = service();
        return !old(service.taskDefinition()) && service.steady() && service.tasks().stream().allMatch(task -> task.status().equals("STOPPED") || !old(task.taskDefinition()));
    }

    /** Says whether this revision runs the image of the beginning. */
    private boolean old(String revision) {
        return old.computeIfAbsent(revision, arn -> call(aws.ecs(), "DescribeTaskDefinition", JSON.createObjectNode().put("taskDefinition", arn))
                .at("/taskDefinition/containerDefinitions/0/image").asText().endsWith(good));
    }

    JsonNode call(Service service, String operation, ObjectNode input) {
        return service.operations().get(operation).does().apply(new Call(service.signingName(), operation, "person", input));
    }

    private String role(String name) {
        return "arn:aws:iam::" + aws.place().account() + ":role/" + name;
    }

    private ObjectNode definition(String digest) {
        ObjectNode definition = (ObjectNode) json("""
                {"family":"det-api","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
                 "containerDefinitions":[{"name":"api","essential":true,"portMappings":[{"containerPort":8080,"protocol":"tcp"}],
                  "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/det/api","awslogs-stream-prefix":"ecs","awslogs-create-group":"true"}}}]}""");
        ((ObjectNode) definition.path("containerDefinitions").get(0)).put("image", aws.place().registry() + "/det/api@" + digest);
        return definition.put("executionRoleArn", role("det-execution")).put("taskRoleArn", role("det-task"));
    }

    /** Returns the digest that ran at the beginning. */
    String good() {
        return good;
    }

    /** Enrolls the service as a target that takes every push of a version. */
    void follow() {
        String document = "{\"kind\":\"ecs-service\",\"cluster\":\"det\",\"service\":\"api\",\"repository\":\"det/api\",\"tags\":{\"glob\":\"v*\"},\"mode\":\"deploy\"}";
        call(aws.ssm(), "PutParameter", JSON.createObjectNode().put("Name", "/slipway/targets/det-api").put("Type", "String").put("Value", document));
        pass(Duration.ofMinutes(2));
    }

    /** Says whether Slipway has told that its deployment is live. */
    boolean told() {
        return aws.ledger().records().latest(new TargetName("det-api"), 1).stream().anyMatch(one -> one.ending().equals(Optional.of(Ending.SUCCEEDED)));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
