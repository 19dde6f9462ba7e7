package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/**
 * How the bus treats an event for one rule. EventBridge promises at least once for most sources and best effort for ECR's, and
 * no order ("Events from AWS services", "Troubleshooting Amazon EventBridge").
 */
@FunctionalInterface
public interface Weather {
    /** Each event once, half a second later. */
    Weather FAIR = (rule, event) -> List.of(Duration.ofMillis(500));

    /** Returns after which delays the event is delivered: none, it is lost; two, it comes twice. */
    List<Duration> delays(Rule rule, ObjectNode event);
}
