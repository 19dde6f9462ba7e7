package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.release.Progress;
import slipway.rollout.Observation.Event;

/**
 * What befell between two looks and is over by the second: a target that was unhealthy for less than that. Only the service's events
 * tell of it (ECS guide, "Service unhealthy event messages").
 */
final class Unseen {
    /** The soonest that a healthy target is unhealthy: two checks, 5 s apart (ELB: target-group-health-checks). What is told sooner is late news of before. */
    private static final Duration SOONEST = Duration.ofSeconds(10);

    private final Observation reading;

    private Unseen(Observation reading) {
        this.reading = reading;
    }

    /** Returns the illnesses since all was healthy. */
    static Stream<Signal> illnesses(Observation reading, Progress before) {
        Unseen unseen = new Unseen(reading);
        return before.healthySince().map(since -> since.plus(SOONEST)).stream()
                .flatMap(from -> reading.events().stream().filter(event -> event.at().isAfter(from)).filter(unseen::ours).flatMap(event -> illness(event).stream()));
    }

    /**
     * Since all was healthy all tasks are ours, whether or not the event names one; but where its owner wants it so, ECS leaves those of
     * before running for long (ECS guide: early-success-criteria, DEFERRED).
     */
    private boolean ours(Event event) {
        return Wording.task(event.message()).map(id -> reading.tasks().stream().anyMatch(task -> Words.tail(task.id()).equals(id)))
                .orElseGet(() -> reading.service().configuration().early().isEmpty() || new Health(reading).others() == 0);
    }

    private static Optional<Signal> illness(Event event) {
        return Wording.unhealthy(event.message()).map(why -> {
            Optional<String> task = Wording.task(event.message());
            Map<String, String> facts = new TreeMap<>(Map.of("group", Wording.unhealthyIn(event.message()).orElse(""), "description", Words.brief(why)));
            Wording.reasonCode(why).ifPresent(code -> facts.put("reasonCode", code));
            task.ifPresent(id -> facts.put("task", id));
            return new Signal.Crash("TargetHealthCheckFailed", "%s was unhealthy for a while (%s), as ECS says".formatted(
                    task.map(id -> "T" + Words.task(id).substring(1)).orElse("A target"), Words.brief(why)), facts, event.at());
        });
    }
}
