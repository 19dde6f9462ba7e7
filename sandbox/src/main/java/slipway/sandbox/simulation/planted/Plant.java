package slipway.sandbox.simulation.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import slipway.codec.Json;
import slipway.rollout.Ledger;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.simulation.Ports;
import slipway.sandbox.simulation.Twist;

/** A bug's place in one world: at the ledger, at a function's invocation, on the wire, in a function's clock, or at several. */
final class Plant implements Twist {
    /** Stands before the ledger. */
    @FunctionalInterface
    interface AtLedger {
        /** @param truth the ledger behind it */
        Object call(Working by, Ledger truth, String operation, Object[] arguments, Ports.Rest rest);
    }

    /** Stands around a function's work. */
    @FunctionalInterface
    interface AtWork {
        /** @param work does it, with this input or another */
        JsonNode call(Sandbox aws, ObjectNode payload, Work work) throws IOException;
    }

    /** A function's own work. */
    @FunctionalInterface
    interface Work {
        ObjectNode on(JsonNode payload) throws IOException;
    }

    private final Deque<Working> working = new ArrayDeque<>();
    private final Map<String, AtWork> works = new HashMap<>();
    private final Map<String, Tap> taps = new HashMap<>();
    private final Map<String, UnaryOperator<InstantSource>> clocks = new HashMap<>();
    private AtLedger before = (_, _, _, arguments, rest) -> rest.call(arguments);
    private Optional<Sandbox> aws = Optional.empty();

    /** Is put before the ledger. */
    Plant ledger(AtLedger between) {
        before = between;
        return this;
    }

    /** @param function such as {@code Close} */
    Plant work(String function, AtWork around) {
        works.put(function, around);
        return this;
    }

    /** @param host such as {@code ecs} or {@code api.ecr} for AWS's, or a whole name */
    Plant wire(String host, Tap tap) {
        taps.put(host.endsWith(".com") ? host : host + ".eu-central-1.amazonaws.com", tap);
        return this;
    }

    /** @param function such as {@code Claim} */
    Plant clock(String function, UnaryOperator<InstantSource> shown) {
        clocks.put(function, shown);
        return this;
    }

    @Override
    public Ledger ledger(Ledger inner) {
        return Ports.of(inner, (operation, arguments, rest) -> before.call(now(), inner, operation, arguments, rest));
    }

    @Override
    public InstantSource clock(String function, InstantSource shown) {
        return clocks.getOrDefault(brief(function), UnaryOperator.identity()).apply(shown);
    }

    @Override
    public void world(Sandbox in) {
        aws = Optional.of(in);
        taps.forEach((host, tap) -> in.http().between(host, real -> request -> tap.call(now(), new Tap.Asked(request), asked -> real.answer(asked.request()))));
    }

    @Override
    public byte[] invocation(String function, byte[] payload, Context context, Code code) throws IOException {
        String name = brief(function);
        working.push(new Working(name, Json.MAPPER.readTree(payload)));
        try {
            return aws.isEmpty() || !works.containsKey(name) ? code.handle(payload, context)
                    : Json.MAPPER.writeValueAsBytes(works.get(name).call(aws.get(), working.peek().payload().deepCopy(),
                            input -> (ObjectNode) Json.MAPPER.readTree(code.handle(Json.MAPPER.writeValueAsBytes(input), context))));
        } finally {
            working.pop();
        }
    }

    private Working now() {
        return working.isEmpty() ? new Working("", MissingNode.getInstance()) : working.peek();
    }

    private static String brief(String function) {
        return function.replaceFirst("^slipway-", "").replaceFirst("Function$", "");
    }
}
