package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;

/** What the shipped functions log is read back through CloudWatch Logs, as a guest would with the AWS CLI. */
class LogStoriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "/slipway/slipway/functions";

    private final Shop shop = Shop.open(new SandboxOptions(Path.of("").toAbsolutePath().getParent(), 1));

    @Test
    void aDeploymentsLinesStandTogetherInTheGroupOfTheTemplate() throws Exception {
        Instant begun = shop.aws().timeline().now();
        try (var log = shop.aws().stack().log()) {
            shop.aws().keepLogs();
            shop.push("shop/api", "v2", Behaviour.GOOD);
            assertThat(shop.aws().runUntilQuiet(Duration.ofHours(1))).isTrue();
        }
        List<JsonNode> events = events("{ $.task = \"Plan\" }");
        JsonNode line = JSON.readTree(events.getFirst().path("message").asText());

        assertThat(line.path("target").asText()).isEqualTo("shop-api");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("function_name").asText()).isEqualTo("slipway-PlanFunction");
        // The line's own time is the sandbox's, not the machine's.
        assertThat(Instant.parse(line.path("timestamp").asText())).isEqualTo(Instant.ofEpochMilli(events.getFirst().path("timestamp").asLong()))
                .isBetween(begun, shop.aws().timeline().now());
        assertThat(events.getFirst().path("logStreamName").asText()).matches("2026/11/21/slipway-PlanFunction\\[1][0-9a-f]{32}");
        assertThat(events("").size()).isGreaterThan(events.size());
        // Metrics are printed, and CloudWatch reads them in the log.
        assertThat(events("{ $.Ending = SUCCEEDED && $.Deployments = 1 }")).hasSize(1);
    }

    @Test
    void whatNobodyKeptCanNotBeRead() {
        shop.push("shop/api", "v2", Behaviour.GOOD);
        shop.aws().runUntilQuiet(Duration.ofHours(1));

        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> events("")).withMessageContaining("the log group " + GROUP + " where nobody keeps it");
    }

    private List<JsonNode> events(String pattern) {
        ObjectNode input = JSON.createObjectNode().put("logGroupName", GROUP).put("filterPattern", pattern);
        return shop.aws().logs().operations().get("FilterLogEvents").does().apply(new Call("logs", "FilterLogEvents", "person", input))
                .path("events").valueStream().toList();
    }
}
