package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.lambda.Mishap;

/** Slipway's own functions and the shop's, as Lambda shows and runs them. */
class FunctionsTest {
    private final Shop shop = Shop.open(new SandboxOptions(Path.of("..").toAbsolutePath().normalize(), 1));

    private ObjectNode call(String operation, ObjectNode input) {
        return shop.aws().functions().operations().get(operation).does().apply(new Call("lambda", operation, "person", input));
    }

    private static ObjectNode named(String function) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode().put("FunctionName", function);
    }

    @Test
    void slipwaysFunctionsAreZipsWithAVersionAndAnAlias() {
        JsonNode plan = call("GetFunction", named("slipway-PlanFunction").put("Qualifier", "live")).path("Configuration");

        assertThat(plan.path("PackageType").asText()).isEqualTo("Zip");
        assertThat(plan.path("Version").asText()).isEqualTo("1");
        assertThat(plan.path("Handler").asText()).isEqualTo("slipway.handler.Plan::handleRequest");
        assertThat(plan.path("Runtime").asText()).isEqualTo("java25");
        assertThat(plan.path("Architectures").path(0).asText()).isEqualTo("arm64");
        assertThat(plan.path("Timeout").asInt()).isEqualTo(60);
        assertThat(plan.path("MemorySize").asInt()).isEqualTo(1024);
        assertThat(plan.at("/Environment/Variables/POWERTOOLS_SERVICE_NAME").asText()).isEqualTo("slipway");
        assertThat(plan.at("/Environment/Variables").has("AWS_REGION")).isFalse();
        assertThat(plan.at("/LoggingConfig/LogGroup").asText()).isEqualTo("/slipway/slipway/functions");
        assertThat(call("GetFunction", named("slipway-ClaimFunction")).at("/Configuration/Timeout").asInt()).isEqualTo(30);
    }

    @Test
    void aPersonInvokesSlipwaysFunction() throws Exception {
        ObjectNode input = named("slipway-EnrollFunction").put("Payload", "{}".getBytes(StandardCharsets.UTF_8));
        ObjectNode output = call("Invoke", input);

        assertThat(output.path("StatusCode").asInt()).isEqualTo(200);
        assertThat(new String(output.path("Payload").binaryValue(), StandardCharsets.UTF_8)).contains("\"enrolled\":[\"shop-admin\",\"shop-api\",");
    }

    @Test
    void anInvocationGoesOnAfterItsTaskTimedOut() {
        List<Instant> wrote = new ArrayList<>();
        shop.aws().functions().function("slow").timeout(60).code("a.Slow::handleRequest", "java25", 1, () -> (payload, _) -> {
            wrote.add(shop.aws().timeline().now());
            return payload;
        }).create();
        shop.aws().functions().disturb((name, _) -> name.equals("slow") ? new Mishap.Hangs(Duration.ofSeconds(30)) : new Mishap.None());
        String machine = shop.aws().machines().create("impatient", """
                {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                 "Arguments": {"FunctionName": "slow", "Payload": {}}, "TimeoutSeconds": 5, "End": true}}}""", "arn:aws:iam::123456789012:role/impatient");
        Execution execution = shop.aws().machines().start(machine, "once", "{}");

        shop.aws().timeline().runUntil(shop.aws().timeline().now().plusSeconds(10));
        assertThat(execution.error()).contains("States.Timeout");
        assertThat(wrote).isEmpty();
        shop.aws().timeline().runUntil(shop.aws().timeline().now().plusSeconds(30));
        assertThat(wrote).hasSize(1);
    }

    @Test
    void lambdasRefusalsAreErrorsOfTheTaskByName() {
        String machine = shop.aws().machines().create("lost", """
                {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                 "Arguments": {"FunctionName": "nowhere", "Payload": {}}, "TimeoutSeconds": 5, "End": true}}}""", "arn:aws:iam::123456789012:role/lost");
        Execution execution = shop.aws().machines().start(machine, "once", "{}");

        shop.aws().timeline().runUntil(shop.aws().timeline().now().plusSeconds(10));
        assertThat(execution.error()).contains("Lambda.ResourceNotFoundException");
    }

    @Test
    void theShopHasAnImageFunctionBehindAnAlias() {
        assertThat(shop.function("shop-thumbs").version("live")).isEqualTo("1");
        assertThat(shop.function("shop-thumbs").configuration("live").path("PackageType").asText()).isEqualTo("Image");
        assertThat(shop.function("shop-thumbs").runs("live")).startsWith("sha256:");
        assertThat(call("GetFunction", named("shop-thumbs")).at("/Code/ImageUri").asText()).endsWith("/shop/thumbs:latest");
    }
}
