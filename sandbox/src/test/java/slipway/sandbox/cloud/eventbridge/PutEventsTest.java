package slipway.sandbox.cloud.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

class PutEventsTest {
    private static final String ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:route";

    private final Sandboxed sandbox = new Sandboxed();
    private final EventBridge bus = new EventBridge(Place.DEFAULT, sandbox.timeline, sandbox.ids);
    private final List<Delivery> taken = new ArrayList<>();

    @BeforeEach
    void start() {
        sandbox.wire.serve(bus);
        bus.destination(ARN, taken::add);
    }

    @Test
    void eventsOfOthersArePutOverTheWire() {
        bus.rule(new Rule("rule", new Trigger.Matching("{\"source\":[\"slipway\"]}"), List.of(Target.of("route", ARN))));

        var answer = client().putEvents(call -> call.entries(entry("slipway", "{\"ending\":\"SUCCEEDED\"}"), entry("aws.ecr", "{}"), entry("slipway", "no JSON"),
                entry("slipway", "{}").toBuilder().detailType(null).build(), entry("slipway", "[]")));
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(1));

        assertThat(answer.failedEntryCount()).isEqualTo(4);
        assertThat(answer.entries()).extracting(entry -> entry.errorCode())
                .containsExactly(null, "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument", "MalformedDetail");
        assertThat(taken).singleElement().satisfies(delivery -> {
            assertThat(delivery.eventId()).isEqualTo(answer.entries().getFirst().eventId());
            assertThat(delivery.input().at("/detail/ending").asText()).isEqualTo("SUCCEEDED");
            assertThat(delivery.input().at("/time").asText()).isEqualTo("2026-11-21T09:00:00Z");
        });
    }

    @Test
    void putEventsTakesTenEntriesAnd256KibibytesInAll() {
        assertThatThrownBy(() -> client().putEvents(call -> call.entries(java.util.Collections.nCopies(11, entry("slipway", "{}")))))
                .isInstanceOf(EventBridgeException.class).hasMessageContaining("less than or equal to 10");
        assertThatThrownBy(() -> client().putEvents(call -> call.entries(entry("slipway", "{\"a\":\"" + "x".repeat(262_144) + "\"}"))))
                .hasMessageContaining("over the limit");
    }

    private EventBridgeClient client() {
        return sandbox.aimed(EventBridgeClient.builder()).build();
    }

    private PutEventsRequestEntry entry(String source, String detail) {
        return PutEventsRequestEntry.builder().source(source).detailType("Slipway Deployment State Change").detail(detail)
                .resources("arn:a").time(sandbox.timeline.now().minusSeconds(3600)).build();
    }
}
