package slipway.sandbox.cloud.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

/** Events that rules of other accounts send to this account's bus. */
class SendersTest {
    private static final String OTHER = "210987654321";
    private static final String EAR = "arn:aws:sqs:eu-central-1:123456789012:ear";

    private final Timeline timeline = new Timeline(Instant.parse("2026-11-21T10:00:00Z"));
    private final EventBridge bus = new EventBridge(Place.DEFAULT, timeline, new Ids(7));
    private final List<JsonNode> heard = new ArrayList<>();

    @Test
    void whatThePolicyAllowsArrivesAsItWasSent() {
        listen();
        bus.allow(Set.of("111122223333", OTHER), Set.of("aws.ecr"), Set.of("ECR Image Action"));
        ObjectNode event = event("aws.ecr", "ECR Image Action");

        bus.receive(OTHER, event);
        timeline.runUntil(timeline.now().plus(Duration.ofMinutes(1)));

        assertThat(heard).containsExactly(event);
    }

    @Test
    void everythingElseIsDenied() {
        listen();
        bus.allow(Set.of(OTHER), Set.of("aws.ecr"), Set.of("ECR Image Action"));

        denied("999999999999", event("aws.ecr", "ECR Image Action"));
        denied(OTHER, event("aws.ecs", "ECR Image Action"));
        denied(OTHER, event("aws.ecr", "ECR Image Scan"));
        timeline.runUntil(timeline.now().plus(Duration.ofMinutes(1)));

        assertThat(heard).isEmpty();
    }

    private void denied(String account, ObjectNode event) {
        assertThatThrownBy(() -> bus.receive(account, event)).isInstanceOfSatisfying(AwsFault.class, fault ->
                assertThat(fault.code()).isEqualTo("AccessDeniedException"));
    }

    private void listen() {
        bus.rule(new Rule("all", new Trigger.Matching("{\"version\":[\"0\"]}"), List.of(Target.of("ear", EAR))));
        bus.destination(EAR, delivery -> heard.add(delivery.input()));
    }

    private static ObjectNode event(String source, String detailType) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("version", "0").put("id", "5f1b").put("detail-type", detailType).put("source", source)
                .put("account", OTHER).put("time", "2026-11-21T10:00:00Z").put("region", "eu-central-1");
        event.putArray("resources");
        event.putObject("detail").put("a", 1);
        return event;
    }
}
