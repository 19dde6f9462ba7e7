package slipway.sandbox.cloud.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

/** TestEventPattern and DescribeRule, as their API pages have them. */
class RuleReadsTest {
    private static final String EVENT = """
            {"id": "1", "account": "123456789012", "source": "aws.ecr", "time": "2026-11-21T12:00:00Z", "region": "eu-central-1",
             "resources": [], "detail-type": "ECR Image Action", "detail": {"action-type": "PUSH"}}""";
    private final EventBridge bus = new EventBridge(Place.DEFAULT, new Timeline(Instant.EPOCH), new Ids(1));

    @Test
    void patternIsTestedAgainstAnEvent() {
        assertThat(test("{\"detail\": {\"action-type\": [\"PUSH\"]}}", EVENT)).isTrue();
        assertThat(test("{\"detail\": {\"action-type\": [{\"anything-but\": \"PUSH\"}]}}", EVENT)).isFalse();
    }

    @Test
    void eventWithoutItsEnvelopeAndPatternThatIsNoneAreRefused() {
        assertThatThrownBy(() -> test("{\"source\": [\"aws.ecr\"]}", "{\"source\": \"aws.ecr\"}")).hasMessage("Parameter Event is not valid.");
        assertThatThrownBy(() -> test("{\"source\": [\"aws.ecr\"]}", "no JSON")).hasMessage("Parameter Event is not valid.");
        assertThatThrownBy(() -> test("{\"source\": \"aws.ecr\"}", EVENT)).hasMessageStartingWith("Event pattern is not valid. Reason: ");
    }

    @Test
    void ruleIsShownWithItsPatternOrItsSchedule() {
        bus.rule(new Rule("pushed", new Trigger.Matching("{\"source\":[\"aws.ecr\"]}"), List.of()));
        bus.rule(new Rule("often", new Trigger.Every(Duration.ofMinutes(15)), List.of()));
        bus.rule(new Rule("daily", new Trigger.Every(Duration.ofDays(1)), List.of()));

        assertThat(describe("pushed").path("EventPattern").asText()).isEqualTo("{\"source\":[\"aws.ecr\"]}");
        assertThat(describe("often").path("ScheduleExpression").asText()).isEqualTo("rate(15 minutes)");
        assertThat(describe("daily").path("ScheduleExpression").asText()).isEqualTo("rate(1 day)");
        assertThatThrownBy(() -> describe("gone")).hasMessage("Rule gone does not exist on EventBus default.");
    }

    private boolean test(String pattern, String event) {
        return call("TestEventPattern", JsonNodeFactory.instance.objectNode().put("EventPattern", pattern).put("Event", event)).path("Result").asBoolean();
    }

    private ObjectNode describe(String rule) {
        return call("DescribeRule", JsonNodeFactory.instance.objectNode().put("Name", rule));
    }

    private ObjectNode call(String operation, ObjectNode input) {
        return bus.operations().get(operation).does().apply(new Call("events", operation, "person", input));
    }
}
