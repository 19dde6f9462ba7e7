package slipway.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import slipway.codec.Json;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Ecs;
import slipway.sandbox.cloud.ecs.ServiceView;

/** Many small services, each followed by a target of its own. */
record Fleet(int size) {
    static final String CLUSTER = "fleet";
    private static final Duration STEADY = Duration.ofMinutes(10);

    List<String> names() {
        return IntStream.rangeClosed(1, size).mapToObj(number -> "fleet-" + number).toList();
    }

    /** Adds them to the shop, steady and enrolled. */
    void join(Shop shop) {
        Ecs.Cluster cluster = shop.aws().ecs().cluster(CLUSTER);
        List<ServiceView> services = names().stream().map(name -> {
            shop.aws().ecr().createRepository("fleet/" + name);
            shop.push("fleet/" + name, "v1", Behaviour.GOOD);
            return cluster.service(name).desired(1).runs(definition(shop, name)).create();
        }).toList();
        if (!services.stream().allMatch(service -> service.settle(STEADY))) {
            throw new IllegalStateException("the fleet did not become steady");
        }
        names().forEach(name -> shop.follow(name, Json.write(Map.of("kind", "ecs-service", "repository", "fleet/" + name, "tags", "any",
                "cluster", CLUSTER, "service", name, "containers", List.of("app"), "limits", Map.of("bakeSeconds", 30)))));
    }

    private static ObjectNode definition(Shop shop, String name) {
        ObjectNode definition = JsonNodeFactory.instance.objectNode().put("family", name).put("networkMode", "awsvpc").put("cpu", "256").put("memory", "512")
                .put("executionRoleArn", "arn:aws:iam::" + shop.aws().place().account() + ":role/shop-execution");
        definition.putArray("requiresCompatibilities").add("FARGATE");
        definition.putArray("containerDefinitions").addObject().put("name", "app").put("essential", true)
                .put("image", shop.aws().place().registry() + "/fleet/" + name + ":v1");
        return definition;
    }
}
