package slipway.sandbox.cloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;

/** What containers write by the driver awslogs (ECS guide: using_awslogs), and answers that come and go. */
class TaskLogTest {
    private final Shop shop = new Shop();

    private static ObjectNode definition(String options) {
        ObjectNode definition = Shop.definition(Shop.REPOSITORY + ":v2");
        ((ObjectNode) definition.path("containerDefinitions").get(0)).set("logConfiguration",
                Shop.json("{\"logDriver\":\"awslogs\",\"options\":{" + options + "}}"));
        return definition;
    }

    private JsonNode events(String stream) {
        ObjectNode asked = Shop.json("{}").put("logGroupName", "/shop/api").put("logStreamName", stream);
        return shop.logs.operations().get("GetLogEvents").does().apply(new Call("logs", "GetLogEvents", "person", asked)).path("events");
    }

    private List<JsonNode> deploy(String options, Behaviour behaviour) {
        shop.running(service -> service);
        shop.push("v2", behaviour);
        shop.update("\"taskDefinition\":\"" + shop.ecs.register(definition(options)) + "\"");
        shop.pass(Duration.ofMinutes(2));
        return shop.tasks("\"serviceName\":\"api\",\"desiredStatus\":\"STOPPED\"");
    }

    @Test
    void aLineStandsInTheStreamOfItsPrefixContainerAndTask() {
        shop.logs.createGroup("/shop/api", 30);
        JsonNode task = deploy("\"awslogs-group\":\"/shop/api\",\"awslogs-region\":\"eu-central-1\",\"awslogs-stream-prefix\":\"ecs\"",
                Behaviour.GOOD.saying("one", "exec /app: exec format error").crashingAfter(Duration.ZERO, 1)).getFirst();
        String id = task.path("taskArn").asText().replaceAll(".*/", "");

        assertThat(events("ecs/api/" + id).valueStream().map(event -> event.path("message").asText())).containsExactly("one", "exec /app: exec format error");
        assertThat(task.path("containers").get(0).path("exitCode").asInt()).isEqualTo(1);
    }

    @Test
    void withoutItsGroupTheTaskDoesNotStart() {
        JsonNode task = deploy("\"awslogs-group\":\"/shop/api\",\"awslogs-region\":\"eu-central-1\",\"awslogs-stream-prefix\":\"ecs\"", Behaviour.GOOD).getFirst();

        assertThat(task.path("stopCode").asText()).isEqualTo("TaskFailedToStart");
        assertThat(task.path("stoppedReason").asText()).startsWith("ResourceInitializationError: failed to validate logger args").contains("The specified log group does not exist");
    }

    @Test
    void theGroupIsMadeWhereTheDriverMay() {
        assertThat(deploy("\"awslogs-group\":\"/shop/api\",\"awslogs-create-group\":\"true\",\"awslogs-stream-prefix\":\"ecs\"", Behaviour.GOOD))
                .noneMatch(task -> task.path("stopCode").asText().equals("TaskFailedToStart"));
        assertThat(shop.logs.has("/shop/api")).isTrue();
    }

    @Test
    void whatFlapsIsHealthyAndUnhealthyByTurns() {
        shop.running(service -> service.grace(Duration.ofMinutes(30)));
        shop.push("v2", Behaviour.GOOD.flapping(Duration.ofMinutes(1)));
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofSeconds(57 + 20));
        java.util.Set<String> seen = new java.util.TreeSet<>();
        for (int look = 0; look < 40; look++) {
            shop.pass(Duration.ofSeconds(5));
            shop.ecs.service("shop", "api").tasks().stream().filter(task -> task.taskDefinition().endsWith(":2")).forEach(task -> seen.addAll(task.targets()));
        }
        assertThat(seen).contains("healthy", "unhealthy Target.ResponseCodeMismatch");
    }
}
