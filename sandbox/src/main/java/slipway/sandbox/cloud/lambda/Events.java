package slipway.sandbox.cloud.lambda;

import java.time.Duration;
import java.time.Instant;
import slipway.sandbox.cloud.AwsFault;

/**
 * Asynchronous invocations, which Lambda queues and tries again: what failed after one minute and once more after two; what was
 * refused for six hours, with waits that grow from a second to five minutes (Lambda developer guide, "How Lambda handles errors
 * and retries with asynchronous invocation"); less, where the function is configured so.
 */
final class Events {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Catalog catalog;
    private final Runner runner;

    Events(Catalog catalog, Runner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** @throws AwsFault if there is no such function */
    void accept(Reference reference, Payload payload) {
        catalog.function(reference);
        attempt(new Event(reference, payload, catalog.timeline.now()), 0, 0);
    }

    private record Event(Reference reference, Payload payload, Instant accepted) {}

    private void attempt(Event event, int failures, int refusals) {
        EventInvokeConfig config = catalog.function(event.reference).events();
        try {
            runner.later(event.reference, event.payload, invoked -> {
                if (invoked.result() instanceof Result.Failed && failures < config.attempts()
                        && !catalog.timeline.now().plus(Duration.ofMinutes(failures + 1L)).isAfter(event.accepted.plus(config.oldest()))) {
                    catalog.timeline.after(Duration.ofMinutes(failures + 1L), () -> attempt(event, failures + 1, 0));
                }
            });
        } catch (AwsFault refused) {
            Duration wait = Duration.ofSeconds(1L << Math.min(refusals, 9));
            Instant again = catalog.timeline.now().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
            boolean worthIt = refused.status() == 429 || refused.status() >= 500 || refused.status() == 409;
            if (worthIt && !again.isAfter(event.accepted.plus(config.oldest()))) {
                catalog.timeline.at(again, () -> attempt(event, failures, refusals + 1));
            }
        }
    }
}
