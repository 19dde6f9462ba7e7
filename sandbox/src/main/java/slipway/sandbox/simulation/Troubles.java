package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.lambda.Killed;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.wire.Fault;

/** Draws what goes wrong while the storm lasts: with events, calls, functions and starts. */
final class Troubles {
    private static final Fault FINE = new Fault.None();
    private static final Mishap NO_MISHAP = new Mishap.None();
    /** Functions run one in another while one stands still; deeper than this nobody would follow. */
    private static final int DEEPEST = 3;
    /** How many of the late events are hours late, up to the day for which EventBridge tries. */
    private static final double DAY_LATE = 0.05;

    private final Rates rates;
    private final Trace trace;
    private final Dice events;
    private final Dice calls;
    private final Dice functions;
    private final Dice ledger;
    private final Dice starts;
    private final Map<String, Boolean> outages = new TreeMap<>();
    private Optional<Sandbox> aws = Optional.empty();
    private Instant lastEvent = Instant.MIN;
    private int depth;

    Troubles(Dice dice, Rates rates, Trace trace) {
        this.rates = rates;
        this.trace = trace;
        this.events = dice.split();
        this.calls = dice.split();
        this.functions = dice.split();
        this.ledger = dice.split();
        this.starts = dice.split();
    }

    /** The storm begins. */
    void begin(Sandbox in) {
        aws = Optional.of(in);
        in.events().weather((rule, event) -> rule.name().startsWith("slipway-") && !scheduled(event) ? delays(event) : List.of(Duration.ofMillis(500)));
        in.functions().disturb((function, _) -> mishap(function));
    }

    /** From now on nothing goes wrong any more; what is late still comes. */
    void end() {
        aws = Optional.empty();
        outages.clear();
    }

    /** Returns when the last event comes that was made late. */
    Instant lastEvent() {
        return lastEvent;
    }

    /** A service refuses all calls from now on, or fails them, or does neither. */
    void outage(String service, Optional<Boolean> throttles) {
        throttles.ifPresentOrElse(how -> outages.put(service, how), () -> outages.remove(service));
    }

    private static boolean scheduled(ObjectNode event) {
        return event.path("source").asText().equals("aws.events");
    }

    private List<Duration> delays(ObjectNode event) {
        List<Duration> delays = new ArrayList<>();
        int copies = aws.isPresent() && events.chance(rates.of(Ingredient.EVENTS_DOUBLED)) ? events.between(2, 3) : 1;
        for (int i = 0; i < copies; i++) {
            boolean lost = aws.isPresent() && events.chance(rates.of(Ingredient.EVENTS_LOST));
            boolean late = aws.isPresent() && events.chance(rates.of(Ingredient.EVENTS_LATE));
            Duration delay = late ? lateness() : Duration.ofMillis(500L + i * 700L);
            if (lost) {
                trace.add("", () -> "an event is lost: " + brief(event));
            } else {
                delays.add(delay);
                note(delay, event);
            }
        }
        return delays;
    }

    /** Most come while there is still something to disturb; a world that waits a day for one of them sees little but idle sweeps. */
    private Duration lateness() {
        return events.chance(DAY_LATE) ? events.time(Duration.ofHours(1), Duration.ofHours(24)) : events.time(Duration.ofSeconds(1), Duration.ofHours(1));
    }

    private void note(Duration delay, ObjectNode event) {
        if (delay.compareTo(Duration.ofSeconds(5)) > 0) {
            trace.add("", () -> "an event will be late by " + delay.toSeconds() + " s: " + brief(event));
            Instant due = aws.orElseThrow().timeline().now().plus(delay);
            lastEvent = due.isAfter(lastEvent) ? due : lastEvent;
        }
    }

    private static String brief(ObjectNode event) {
        String text = event.path("detail").toString();
        return event.path("detail-type").asText() + " " + text.substring(0, Math.min(160, text.length()));
    }

    /** What happens to a call of one of Slipway's functions; it may not come back from here. */
    Fault onCall(Call call, Optional<Invocation> by) {
        if (aws.isEmpty() || by.isEmpty()) {
            return FINE;
        }
        interrupt(by.get(), call.service() + ":" + call.operation());
        Fault fault = drawn(call);
        if (!(fault instanceof Fault.None)) {
            trace.add(by.get().target().orElse(""), () -> by.get().function() + " " + call.service() + ":" + call.operation() + " goes wrong: " + named(fault));
        }
        return fault;
    }

    private static String named(Fault fault) {
        return switch (fault) {
            case Fault.None() -> "not";
            case Fault.Throttled() -> "throttled";
            case Fault.Error(AwsFault told, boolean tookEffect) -> told.code() + (tookEffect ? " after it took effect" : "");
            case Fault.Silence(boolean tookEffect) -> tookEffect ? "the answer is lost" : "the request is lost";
        };
    }

    private Fault drawn(Call call) {
        Boolean outage = outages.get(call.service());
        if (outage != null) {
            return outage ? Fault.throttled() : Fault.internal(false);
        }
        if (calls.chance(rates.of(Ingredient.CALLS_THROTTLED))) {
            return throttled(call);
        }
        if (calls.chance(rates.of(Ingredient.CALLS_FAILED))) {
            return Fault.internal(calls.chance(0.5));
        }
        return calls.chance(rates.of(Ingredient.CALLS_SILENT)) ? new Fault.Silence(calls.chance(0.5)) : FINE;
    }

    /** ECS has a refusal of its own for who registers beside others; which of both is taken from the time, and not drawn. */
    private Fault throttled(Call call) {
        boolean contended = call.operation().equals("RegisterTaskDefinition") && Math.floorMod(aws.orElseThrow().timeline().now().toString().hashCode(), 2) == 0;
        return contended ? Fault.contended() : Fault.throttled();
    }

    /** The function may end after a call as it may before. */
    void afterCall(Optional<Invocation> by, String action) {
        if (aws.isPresent() && by.isPresent()) {
            interrupt(by.get(), action);
        }
    }

    /**
     * The function ends here, or stands still for a while.
     *
     * @throws Killed if it ends
     */
    private void interrupt(Invocation by, String action) {
        if (functions.chance(rates.of(Ingredient.KILLED))) {
            trace.add(by.target().orElse(""), () -> by.function() + " is killed at " + action);
            throw new Killed(seenAs(by.function() + action));
        }
        if (depth < DEEPEST && functions.chance(rates.of(Ingredient.STALLED))) {
            Duration pause = functions.time(Duration.ofMillis(100), Duration.ofSeconds(40));
            trace.add(by.target().orElse(""), () -> by.function() + " stands still for " + pause.toMillis() + " ms at " + action);
            stall(by, pause);
        }
    }

    /** Taken from the time, and not drawn: seeds of before play as they did. */
    private String seenAs(String what) {
        return Killed.NAMES.get(Math.floorMod((what + aws.orElseThrow().timeline().now()).hashCode(), Killed.NAMES.size()));
    }

    private void stall(Invocation by, Duration pause) {
        Instant until = aws.orElseThrow().timeline().now().plus(pause);
        depth++;
        try {
            aws.orElseThrow().timeline().runUntil(until.isBefore(by.deadline()) ? until : by.deadline());
        } finally {
            depth--;
        }
        // What stood still meanwhile may have taken longer than this was to.
        if (!aws.orElseThrow().timeline().now().isBefore(by.deadline())) {
            throw new Killed("Sandbox.Timedout");
        }
    }

    /** What the ledger does not do: 0 all is well, 1 nothing took effect, 2 it did and nobody hears of it. */
    int onLedger(Optional<Invocation> by, String operation) {
        if (aws.isEmpty() || by.isEmpty()) {
            return 0;
        }
        interrupt(by.get(), operation);
        int wrong = outages.containsKey("dynamodb") ? 1 : !ledger.chance(rates.of(Ingredient.LEDGER)) ? 0 : ledger.chance(0.5) ? 1 : 2;
        if (wrong > 0) {
            trace.add(by.get().target().orElse(""), () -> by.get().function() + " " + operation + (wrong == 1 ? " does not reach the ledger" : " gets no answer"));
        }
        return wrong;
    }

    private Mishap mishap(String function) {
        if (aws.isEmpty() || !functions.chance(rates.of(Ingredient.DELAYED))) {
            return NO_MISHAP;
        }
        Mishap drawn = switch (functions.between(0, 4)) {
            case 0 -> new Mishap.Refused();
            case 1 -> new Mishap.Throws("java.lang.OutOfMemoryError", functions.chance(0.5));
            default -> new Mishap.Hangs(functions.time(Duration.ofMillis(100), Duration.ofSeconds(100)));
        };
        trace.add("", () -> function + " fares ill: " + drawn);
        return drawn;
    }

    /** Returns why a start that a state asks for is refused, if it is. */
    Optional<AwsFault> refusal() {
        return aws.isPresent() && starts.chance(rates.of(Ingredient.STARTS))
                ? Optional.of(AwsFault.of("ThrottlingException", "Rate exceeded")) : Optional.empty();
    }
}
