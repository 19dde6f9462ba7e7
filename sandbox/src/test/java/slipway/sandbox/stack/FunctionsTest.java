package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import slipway.sandbox.Sandbox;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Call;

/** Slipway's own functions and the shop's, as Lambda shows and runs them. */
class FunctionsTest {
    private final Shop shop = Shop.open(new Sandbox.Options(Path.of("..").toAbsolutePath().normalize(), 1));

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
        assertThat(new String(output.path("Payload").binaryValue(), StandardCharsets.UTF_8)).contains("\"enrolled\":[\"shop-admin\",\"shop-api\",\"shop-thumbs\",\"shop-web\"]");
    }

    @Test
    void theShopHasAnImageFunctionBehindAnAlias() {
        assertThat(shop.function("shop-thumbs").version("live")).isEqualTo("1");
        assertThat(shop.function("shop-thumbs").configuration("live").path("PackageType").asText()).isEqualTo("Image");
        assertThat(shop.function("shop-thumbs").runs("live")).startsWith("sha256:");
        assertThat(call("GetFunction", named("shop-thumbs")).at("/Code/ImageUri").asText()).endsWith("/shop/thumbs:latest");
    }
}
