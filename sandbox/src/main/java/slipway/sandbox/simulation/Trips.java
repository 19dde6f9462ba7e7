package slipway.sandbox.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.sandbox.asl.Edge;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Listener;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.lambda.Killed;

/** Goes wrong with one execution at one state several times in a row, which chance alone would bring about once in a million worlds. */
final class Trips {
    private static final class Sprung {
        private final Deed.Trip trip;
        private final String target;
        private int left;

        private Sprung(Deed.Trip trip, String target) {
            this.trip = trip;
            this.target = target;
            this.left = trip.times();
        }
    }

    private final Trace trace;
    private final Timeline timeline;
    private final List<Deed.Trip> laid = new ArrayList<>();
    private final List<Sprung> sprung = new ArrayList<>();
    private final Map<String, String> stands = new HashMap<>();

    Trips(Timeline timeline, Trace trace) {
        this.timeline = timeline;
        this.trace = trace;
    }

    /** The next execution that enters the state is the one. */
    void lay(Deed.Trip trip) {
        laid.add(trip);
    }

    /** From now on nothing goes wrong any more. */
    void end() {
        laid.clear();
        sprung.clear();
    }

    /** Hears which state is entered, and tells the other of all. */
    Listener before(Listener other) {
        return new Listener() {
            @Override
            public void entered(Execution execution, String state) {
                other.entered(execution, state);
                if (!laid.isEmpty() || !sprung.isEmpty()) {
                    spring(execution, state);
                }
            }

            @Override
            public void moved(Execution execution, Edge edge) {
                other.moved(execution, edge);
            }

            @Override
            public void changed(Execution execution) {
                other.changed(execution);
            }
        };
    }

    private void spring(Execution execution, String state) {
        String target = Invocation.json(execution.input().getBytes(StandardCharsets.UTF_8)).path("target").asText("").replace("*", "");
        stands.put(target, state);
        laid.stream().filter(one -> one.state().equals(state)).findFirst().ifPresent(trip -> {
            laid.remove(trip);
            trace.add(target, () -> "» " + trip);
            if (trip.how().ends()) {
                timeline.after(Duration.ofMillis(trip.times()), () -> end(execution, trip.how()));
            } else {
                sprung.add(new Sprung(trip, target));
            }
        });
    }

    private static void end(Execution execution, Deed.How how) {
        if (execution.status() != Execution.Status.RUNNING) {
            return;
        }
        if (how == Deed.How.EXPIRED) {
            execution.expire();
        } else {
            execution.stop("Stopped", "by a person");
        }
    }

    /**
     * The work of a function for the state where its target's execution stands.
     *
     * @throws Killed if that goes wrong
     */
    void strike(Invocation by) {
        String target = by.target().orElse("");
        take(one -> one.target.equals(target) && one.trip.state().equals(stands.get(target))).ifPresent(trip -> {
            trace.add(target, () -> by.function() + " fails at " + trip.state() + ": " + trip.how().error());
            throw new Killed(trip.how().error());
        });
    }

    /** Returns the refusal of a start that a state asks for. */
    Optional<AwsFault> refusal() {
        return take(one -> one.trip.how() == Deed.How.NOT_STARTED).map(_ -> AwsFault.of("ThrottlingException", "Rate exceeded"));
    }

    private Optional<Deed.Trip> take(Predicate<Sprung> which) {
        Optional<Sprung> found = sprung.stream().filter(which).findFirst();
        found.filter(one -> --one.left == 0).ifPresent(sprung::remove);
        return found.map(one -> one.trip);
    }
}
