package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

/**
 * Brings events to targets: retries what is throttled or broken until the target's limits, and keeps what could not be
 * delivered. A missing or forbidden target is not retried ("Using dead-letter queues to process undelivered events").
 */
final class Deliveries {
    private final Place place;
    private final Timeline timeline;
    private final Ids ids;
    private final Map<String, Destination> destinations = new HashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private Weather weather = Weather.FAIR;
    private Consumer<DeadLetter> post = _ -> {};

    /** One delivery on its way. */
    private record Parcel(Rule rule, Target target, ObjectNode event, Delivery delivery, Instant since) {}

    Deliveries(Place place, Timeline timeline, Ids ids) {
        this.place = place;
        this.timeline = timeline;
        this.ids = ids;
    }

    void destination(String arn, Destination destination) {
        destinations.put(arn, destination);
    }

    void weather(Weather change) {
        this.weather = change;
    }

    void post(Consumer<DeadLetter> by) {
        this.post = by;
    }

    List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    void send(Rule rule, ObjectNode event) {
        for (Duration delay : weather.delays(rule, event)) {
            rule.targets().forEach(target -> timeline.after(delay, () -> first(rule, target, event)));
        }
    }

    private void first(Rule rule, Target target, ObjectNode event) {
        String id = event.get("id").asText();
        Delivery delivery = new Delivery(rule.name(), id, id + "_" + ids.uuid(), target.shape().of(event));
        attempt(new Parcel(rule, target, event, delivery, timeline.now()), 0);
    }

    private void attempt(Parcel parcel, int retries) {
        Destination destination = destinations.get(parcel.target().arn());
        if (destination == null) {
            bury(parcel, "NO_RESOURCE", "The target " + parcel.target().arn() + " does not exist.", Optional.empty(), retries);
            return;
        }
        try {
            destination.take(parcel.delivery());
        } catch (AwsFault fault) {
            failed(parcel, fault, retries);
        }
    }

    private void failed(Parcel parcel, AwsFault fault, int retries) {
        if (!fault.modelled()) {
            throw fault;
        }
        if (fault.status() < 500 && !throttled(fault)) {
            bury(parcel, code(fault), fault.getMessage(), Optional.empty(), retries);
            return;
        }
        Duration wait = Delays.before(retries);
        String code = code(fault);
        if (retries >= parcel.target().retries().attempts()) {
            bury(parcel, code, fault.getMessage(), Optional.of("MaximumRetryAttempts"), retries);
        } else if (timeline.now().plus(wait).isAfter(parcel.since().plus(parcel.target().retries().maximumAge()))) {
            bury(parcel, code, fault.getMessage(), Optional.of("MaximumEventAgeInSeconds"), retries);
        } else {
            timeline.after(wait, () -> attempt(parcel, retries + 1));
        }
    }

    private static boolean throttled(AwsFault fault) {
        return fault.code().contains("Throttl") || fault.code().contains("TooManyRequests");
    }

    private static String code(AwsFault fault) {
        if (throttled(fault)) {
            return "THROTTLING";
        }
        if (fault.code().contains("AccessDenied")) {
            return "NO_PERMISSIONS";
        }
        if (fault.code().contains("AlreadyExists")) {
            return "RESOURCE_ALREADY_EXISTS";
        }
        return fault.code().contains("NotFound") || fault.code().contains("DoesNotExist") ? "NO_RESOURCE" : "ERROR_FROM_TARGET";
    }

    private void bury(Parcel parcel, String code, String message, Optional<String> exhausted, int retries) {
        DeadLetter letter = new DeadLetter(parcel.target().deadLetterQueue(), place.arn("events", "rule/" + parcel.rule().name()),
                parcel.target().arn(), code, message, exhausted, retries, parcel.event());
        deadLetters.add(letter);
        post.accept(letter);
    }
}
