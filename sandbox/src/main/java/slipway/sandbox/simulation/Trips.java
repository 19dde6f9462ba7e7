package slipway.sandbox.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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
        private final Execution execution;
        private final String target;
        private int left;

        private Sprung(Deed.Trip trip, Execution execution, String target) {
            this.trip = trip;
            this.execution = execution;
            this.target = target;
            this.left = trip.how() == Deed.How.UNWRITTEN ? 1 : trip.times();
        }
    }

    private final Trace trace;
    private final Timeline timeline;
    private final List<Deed.Trip> laid = new ArrayList<>();
    private final List<Sprung> sprung = new ArrayList<>();
    private final Map<Execution, String> stands = new IdentityHashMap<>();
    private BiConsumer<String, Integer> others = (_, _) -> {};
    private String from = "";

    Trips(Timeline timeline, Trace trace) {
        this.timeline = timeline;
        this.trace = trace;
    }

    /** @param meddle changes a target past Slipway */
    void others(BiConsumer<String, Integer> meddle) {
        others = meddle;
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
                from = edge.from();
            }

            @Override
            public void changed(Execution execution) {
                other.changed(execution);
            }
        };
    }

    private void spring(Execution execution, String state) {
        String target = Invocation.json(execution.input().getBytes(StandardCharsets.UTF_8)).path("target").asText("").replace("*", "");
        stands.put(execution, state);
        // An execution moves and enters at once, so the state that was left last is this one's.
        laid.stream().filter(one -> one.state().equals(state) && (one.how() != Deed.How.BETWEEN || from.equals("Settled?"))).findFirst().ifPresent(trip -> {
            laid.remove(trip);
            laid.addAll(trip.then());
            trace.add(target, () -> "» " + trip);
            if (trip.how().ends()) {
                timeline.after(Duration.ofMillis(trip.times()), () -> end(execution, trip.how()));
            } else if (trip.how() == Deed.How.MEDDLED) {
                timeline.after(Duration.ZERO, () -> others.accept(target, trip.times()));
            } else {
                sprung.add(new Sprung(trip, execution, target));
                if (trip.how() == Deed.How.UNWRITTEN) {
                    timeline.after(Duration.ofMillis(trip.times()), () -> end(execution, Deed.How.EXPIRED));
                }
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

    /** Returns the end of the name of the function that does the work of a state. */
    private static String function(String state) {
        String name = switch (state) {
            case "Refuse", "Announce", "Tell", "Tell the way back", "Tell overtaken", "Tell frozen", "Tell drift", "Tell operators" -> "Notify";
            case "Look first", "Observe restore" -> "Observe";
            case "Plan successor" -> "Plan";
            case "Find what waits" -> "Close";
            case "Keep in mind" -> "Sweep";
            default -> state.replace(" b", "B");
        };
        return "-" + name + "Function";
    }

    /**
     * The work of a function for the state where an execution stands.
     *
     * @throws Killed if that goes wrong
     */
    void strike(Invocation by) {
        String target = by.target().orElse("");
        take(one -> one.trip.how() != Deed.How.UNWRITTEN && one.target.equals(target) && one.trip.state().equals(stands.get(one.execution)) && by.function().endsWith(function(one.trip.state()))).ifPresent(trip -> {
            trace.add(target, () -> by.function() + " fails at " + trip.state() + ": " + trip.how().error());
            throw new Killed(trip.how().error());
        });
    }

    /**
     * A function writes to the ledger.
     *
     * @throws Killed if it dies before that
     */
    void writes(Invocation by, String operation) {
        boolean dies = operation.equals("records.write") && sprung.stream().anyMatch(one -> one.trip.how() == Deed.How.UNWRITTEN && one.execution.status() == Execution.Status.RUNNING
                && by.target().equals(Optional.of(one.target)) && by.function().endsWith(function(one.trip.state())) && --one.left < 0);
        if (dies) {
            trace.add(by.target().orElse(""), () -> by.function() + " dies before it writes its record");
            throw new Killed(Deed.How.UNWRITTEN.error());
        }
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
