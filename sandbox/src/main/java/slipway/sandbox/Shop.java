package slipway.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.cloud.lambda.FunctionView;

/**
 * The world of the demo and of most tests: a small shop on Fargate. {@code shop-api} is two tasks behind a load balancer,
 * {@code shop-web} has a sidecar and a task definition that names tags, {@code shop-admin} is only observed; {@code shop-thumbs} is a Lambda function of an image,
 * called by its alias {@code live}. Its images are the same bytes on every machine, so events that are kept in files name real images of it.
 */
public final class Shop {
    /** Longer than any start of these services takes. */
    private static final Duration STEADY = Duration.ofMinutes(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox aws;

    private Shop(Sandbox aws) {
        this.aws = aws;
    }

    /** Opens the shop: images pushed, services steady, target documents enrolled. */
    public static Shop open(SandboxOptions options) {
        Shop shop = new Shop(new Sandbox(options));
        shop.stock();
        shop.allow();
        shop.start();
        List.of("shop-api", "shop-web", "shop-admin", "shop-thumbs").forEach(target -> shop.follow(target,
                read(options.home().resolve("examples").resolve(target + ".target.json"))));
        shop.aws.timeline().runUntil(shop.aws.timeline().now().plus(Duration.ofMinutes(1)));
        return shop;
    }

    public Sandbox aws() {
        return aws;
    }

    /** Returns one of the shop's services: {@code api}, {@code web}, {@code admin}. */
    public ServiceView service(String name) {
        return aws.ecs().service("shop", name);
    }

    /** Returns the shop's Lambda function: {@code shop-thumbs}. */
    public FunctionView function(String name) {
        return aws.functions().look(name);
    }

    /** Pushes an image whose bytes are told from others by the tag and what it does; returns its digest. */
    public String push(String repository, String tag, Annotated behaviour) {
        return aws.ecr().push(repository, tag, behaviour);
    }

    /** Writes a target document, as its owner does. */
    public void follow(String target, String document) {
        ObjectNode input = JSON.createObjectNode().put("Name", "/slipway/targets/" + target).put("Type", "String").put("Value", document).put("Overwrite", true);
        aws.ssm().operations().get("PutParameter").does().apply(new Call("ssm", "PutParameter", "person", input));
    }

    private void stock() {
        List.of("shop/api", "shop/web", "shop/proxy", "shop/admin", "shop/thumbs").forEach(aws.ecr()::createRepository);
        push("shop/api", "v1", Behaviour.GOOD);
        push("shop/web", "latest", Behaviour.GOOD);
        push("shop/proxy", "stable", Behaviour.GOOD);
        push("shop/admin", "v1", Behaviour.GOOD);
        aws.ecr().retag("shop/thumbs", push("shop/thumbs", "v1", FunctionBehaviour.GOOD), "latest");
    }

    /** The roles of the shop's services, and the stack that may hand them over; somebody hears both topics. */
    private void allow() {
        List<String> roles = Stream.of("execution", "api", "web", "admin").map(name -> aws.iam().put("shop-" + name, "ecs-tasks.amazonaws.com")).toList();
        aws.iam().put("shop-thumbs", "lambda.amazonaws.com");
        aws.stack().update(Map.of("TaskRoleArns", String.join(",", roles)));
        List.of("DeploymentsTopic", "OperationsTopic").forEach(topic -> aws.sns().subscribe(aws.stack().arn(topic), "on-call@example.com"));
    }

    private void start() {
        HealthCheck quick = HealthCheck.of("/api/health").every(Duration.ofSeconds(10)).thresholds(2, 2);
        ServiceBuilder api = aws.ecs().cluster("shop").service("api").desired(2).grace(Duration.ofSeconds(30))
                .runs(definition("api", container("api", image("shop/api", "v1"), 8080)))
                .behind(aws.elb().createTargetGroup("shop-api", 8080, quick, Duration.ofSeconds(20)), "api", 8080);
        ServiceBuilder web = aws.ecs().cluster("shop").service("web").desired(2).grace(Duration.ofSeconds(30))
                .runs(definition("web", container("web", image("shop/web", "latest"), 8080), container("proxy", image("shop/proxy", "stable"), 8443)))
                .behind(aws.elb().createTargetGroup("shop-web", 8080, HealthCheck.of("/").every(Duration.ofSeconds(10)).thresholds(2, 2), Duration.ofSeconds(20)), "web", 8080);
        ServiceBuilder admin = aws.ecs().cluster("shop").service("admin").desired(1)
                .runs(definition("admin", container("admin", image("shop/admin", "v1"), 9000)));
        aws.functions().function("shop-thumbs").describedAs("Makes thumbnails").image(image("shop/thumbs", "latest"))
                .timeout(30).memory(512).alias("live").create();
        List.of(api, web, admin).forEach(ServiceBuilder::create);
        List.of("api", "web", "admin").forEach(name -> {
            if (!service(name).settle(STEADY)) {
                throw new IllegalStateException("the shop's service " + name + " did not become steady: " + service(name).events());
            }
        });
    }

    private String image(String repository, String tag) {
        return aws.place().registry() + "/" + repository + ":" + tag;
    }

    private ObjectNode definition(String family, ObjectNode... containers) {
        ObjectNode definition = JSON.createObjectNode().put("family", "shop-" + family).put("networkMode", "awsvpc").put("cpu", "256").put("memory", "512")
                .put("executionRoleArn", "arn:aws:iam::" + aws.place().account() + ":role/shop-execution")
                .put("taskRoleArn", "arn:aws:iam::" + aws.place().account() + ":role/shop-" + family);
        definition.putArray("requiresCompatibilities").add("FARGATE");
        definition.putArray("containerDefinitions").addAll(List.of(containers));
        return definition;
    }

    private static ObjectNode container(String name, String image, int port) {
        ObjectNode container = JSON.createObjectNode().put("name", name).put("image", image).put("essential", true);
        container.putArray("portMappings").addObject().put("containerPort", port).put("protocol", "tcp");
        container.putArray("environment").addObject().put("name", "STAGE").put("value", "demo");
        return container;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
