package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.lambda.Mishap;

/**
 * A shop with Slipway in it, whose machines one of the interpreters runs, and what a story does there. Two stages of the same seed
 * are the same world until their interpreters differ.
 */
abstract class Stage {
    static final Path HOME = Path.of(System.getProperty("slipway.home"));
    static final String ROLE = "arn:aws:iam::123456789012:role/probe";
    private static final Duration LONGEST = Duration.ofHours(12);
    /** The path is the same, and the looks on it are fewer. */
    private static final String FEWER_LOOKS = "{\"limits\":{\"bakeSeconds\":10,\"deadlineSeconds\":900,\"restoreSeconds\":900}}";
    private static final Duration EVENT_DELAY = Duration.ofSeconds(5);

    private final Shop shop = Shop.open(new SandboxOptions(HOME, 11));
    private final Map<String, Runnable> hooks = new HashMap<>();
    private final Map<String, String> entered = new HashMap<>();
    private final Map<String, Deque<Mishap>> troubles = new HashMap<>();
    private int byHand;

    Stage() {
        aws().functions().disturb((function, payload) -> {
            // A push wakes functions beside the states that a story tells of.
            Deque<Mishap> planned = payload.tree().path("warmUp").asBoolean() ? null : troubles.get(entered.getOrDefault(function, function));
            return planned == null || planned.isEmpty() ? new Mishap.None() : planned.poll();
        });
        follow("shop-api", "shop-api", FEWER_LOOKS);
    }

    /** Lets all who go on at this instant come to where they wait. */
    abstract void settle();

    /** Returns how many executions run. */
    abstract int running();

    /** Starts an execution of a machine, by its name in the template. */
    abstract void start(String machine, String name, String input);

    /** Makes another machine beside Slipway's and runs it once. */
    abstract void run(String name, String definition, String input);

    /** Lets the starts that a Task asks for be refused from now on. */
    abstract void refuseStarts(Supplier<Optional<AwsFault>> by);

    /** Refuses as throttled the next so many starts that a Task asks for; none after them, nor for 0. */
    final void throttleStarts(int times) {
        refuseStarts(times, AwsFault.of("ThrottlingException", "Rate exceeded"));
    }

    /** Answers the next start that a Task asks for with that another has made it. */
    final void startIsThere() {
        refuseStarts(1, AwsFault.of("ExecutionAlreadyExists", "Execution Already Exists: 'it'"));
    }

    private void refuseStarts(int times, AwsFault fault) {
        int[] left = {times};
        refuseStarts(() -> left[0]-- > 0 ? Optional.of(fault) : Optional.empty());
    }

    /** Returns what every execution went through, in the order in which they were started. */
    abstract List<Trace> traces();

    final Sandbox aws() {
        return shop.aws();
    }

    final Shop shop() {
        return shop;
    }

    final Instant now() {
        return aws().timeline().now();
    }

    /** Pushes to {@code shop/NAME} and returns the digest. */
    final String push(String name, String tag, Annotated behaviour) {
        return shop.push("shop/" + name, tag, behaviour);
    }

    /** Enrolls a target with the document of an example, some fields of it changed; nothing of Slipway's machines runs then. */
    final void follow(String target, String example, String change) {
        try {
            ObjectNode document = (ObjectNode) Words.json(Files.readString(HOME.resolve("examples").resolve(example + ".target.json")));
            Words.json(change).properties().forEach(field -> document.set(field.getKey(), field.getValue()));
            shop.follow(target, document.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        aws().timeline().runUntil(now().plus(Duration.ofMinutes(1)));
    }

    /** Starts the deploy machine, as a person does. */
    final void deploy(String input) {
        start("DeployMachine", "by-hand-" + ++byHand, input);
    }

    /** Starts the route machine, as a person does. */
    final void route(String input) {
        start("RouteMachine", "by-hand-" + ++byHand, input);
    }

    /** Calls AWS as a person does, past Slipway. */
    final JsonNode person(Service service, String operation, String input) {
        return service.operations().get(operation).does().apply(new Call(service.signingName(), operation, "person", (ObjectNode) Words.json(input)));
    }

    /** Does something when an execution enters the state for the next time. */
    final void when(String state, Runnable what) {
        hooks.put(state, what);
    }

    /** Lets the next invocations of a state, or of a function that is none of Slipway's, go wrong one after the other. */
    final void trouble(String state, Mishap... mishaps) {
        troubles.computeIfAbsent(state, _ -> new ArrayDeque<>()).addAll(List.of(mishaps));
    }

    /** Remembers where an execution is, and does what the story has planned for it. */
    final void entered(String state) {
        Definitions.function(state).ifPresent(function -> entered.put("slipway-" + function, state));
        Runnable hook = hooks.remove(state);
        if (hook != null) {
            hook.run();
        }
    }

    final void pass(Duration time) {
        Instant end = now().plus(time);
        until(() -> false, time);
        aws().timeline().runUntil(end);
    }

    /** Runs until an execution enters the state. */
    final void until(String state) {
        boolean[] there = {false};
        when(state, () -> there[0] = true);
        if (!until(() -> there[0], LONGEST)) {
            throw new IllegalStateException("no execution came to " + state + " within " + LONGEST);
        }
    }

    /** Runs until nothing of Slipway runs any more and no event is on its way. */
    final void play() {
        do {
            pass(EVENT_DELAY);
            if (!until(() -> running() == 0, LONGEST)) {
                throw new IllegalStateException("not quiet within " + LONGEST);
            }
            pass(EVENT_DELAY);
        } while (running() > 0);
    }

    private boolean until(BooleanSupplier done, Duration limit) {
        Instant end = now().plus(limit);
        settle();
        while (!done.getAsBoolean()) {
            if (aws().timeline().next().isEmpty() || aws().timeline().next().get().isAfter(end)) {
                return false;
            }
            aws().timeline().step();
            settle();
        }
        return true;
    }
}
