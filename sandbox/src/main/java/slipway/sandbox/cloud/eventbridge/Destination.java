package slipway.sandbox.cloud.eventbridge;

/** What stands behind a target's ARN. */
@FunctionalInterface
public interface Destination {
    /**
     * Takes a delivery.
     *
     * @throws slipway.sandbox.cloud.AwsFault if it does not: throttling and server errors are retried, the rest is a dead letter
     */
    void take(Delivery delivery);
}
