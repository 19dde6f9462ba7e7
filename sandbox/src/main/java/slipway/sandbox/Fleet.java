package slipway.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import slipway.codec.Json;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Ecs;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.elb.HealthCheck;

/**
 * Many small services, each followed by a target of its own.
 *
 * @param balanced whether each is behind a load balancer and names its image by digest, as after its first deployment
 */
public record Fleet(int size, boolean balanced) {
    /** Where its services are. */
    public static final String CLUSTER = "fleet";
    private static final Duration STEADY = Duration.ofMinutes(10);
    private static final int PORT = 8080;
    private static final HealthCheck QUICK = HealthCheck.of("/").every(Duration.ofSeconds(10)).thresholds(2, 2);
    private static final Duration DRAINED = Duration.ofSeconds(20);

    /** Without load balancers, and new to Slipway. */
    public Fleet(int size) {
        this(size, false);
    }

    /** Returns the names of the services, of their targets, and of their repositories behind {@code fleet/}. */
    public List<String> names() {
        return IntStream.rangeClosed(1, size).mapToObj(number -> "fleet-" + number).toList();
    }

    /** Adds them to the shop, steady and enrolled. */
    public void join(Shop shop) {
        Ecs.Cluster cluster = shop.aws().ecs().cluster(CLUSTER);
        List<ServiceView> services = names().stream().map(name -> {
            shop.aws().ecr().createRepository("fleet/" + name);
            String digest = shop.push("fleet/" + name, "v1", Behaviour.GOOD);
            ServiceBuilder service = cluster.service(name).desired(1).runs(definition(shop, name, balanced ? "@" + digest : ":v1"));
            return (balanced ? service.behind(shop.aws().elb().createTargetGroup(name, PORT, QUICK, DRAINED), "app", PORT) : service).create();
        }).toList();
        if (!services.stream().allMatch(service -> service.settle(STEADY))) {
            throw new IllegalStateException("the fleet did not become steady");
        }
        names().forEach(name -> shop.follow(name, Json.write(Map.of("kind", "ecs-service", "repository", "fleet/" + name, "tags", "any",
                "cluster", CLUSTER, "service", name, "containers", List.of("app"), "limits", Map.of("bakeSeconds", 30)))));
    }

    private static ObjectNode definition(Shop shop, String name, String version) {
        ObjectNode definition = JsonNodeFactory.instance.objectNode().put("family", name).put("networkMode", "awsvpc").put("cpu", "256").put("memory", "512")
                .put("executionRoleArn", "arn:aws:iam::" + shop.aws().place().account() + ":role/shop-execution");
        definition.putArray("requiresCompatibilities").add("FARGATE");
        definition.putArray("containerDefinitions").addObject().put("name", "app").put("essential", true)
                .put("image", shop.aws().place().registry() + "/fleet/" + name + version)
                .putArray("portMappings").addObject().put("containerPort", PORT).put("protocol", "tcp");
        return definition;
    }
}
