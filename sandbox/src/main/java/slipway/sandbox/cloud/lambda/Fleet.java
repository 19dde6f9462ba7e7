package slipway.sandbox.cloud.lambda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import slipway.sandbox.cloud.AwsFault;

/** The execution environments of all functions; one that is busy serves nobody else. */
final class Fleet {
    private final Map<Function, List<Environment>> environments = new HashMap<>();
    private final Catalog catalog;

    Fleet(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Takes a free environment of the version, or makes one.
     *
     * @throws AwsFault TooManyRequestsException if the function's reserved concurrency is used up
     */
    Environment take(Function function, Version version) {
        Instant now = catalog.timeline.now();
        List<Environment> all = environments.computeIfAbsent(function, _ -> new ArrayList<>());
        all.removeIf(one -> one.gone(now));
        OptionalInt most = function.reserved();
        if (most.isPresent() && all.stream().filter(Environment::busy).count() >= most.getAsInt()) {
            throw new AwsFault(429, "TooManyRequestsException", "Rate Exceeded.");
        }
        // The one that rested least comes first, as the newest is the last that others would take.
        Environment taken = all.reversed().stream().filter(one -> one.runs(version) && one.free(now)).findFirst().orElse(null);
        if (taken == null) {
            taken = new Environment(version, catalog.ids.hex(32), now);
            all.add(taken);
        }
        taken.take();
        return taken;
    }

    /** Gives an environment back, or ends it. */
    void giveBack(Function function, Environment environment, boolean reusable) {
        environment.release(catalog.timeline.now());
        if (!reusable) {
            environments.get(function).remove(environment);
        }
    }

    /** Returns how many environments serve an invocation now. */
    long busy(Function function) {
        return environments.getOrDefault(function, List.of()).stream().filter(Environment::busy).count();
    }

    /** Returns how many environments there are, resting ones too. */
    int size(Function function) {
        return (int) environments.getOrDefault(function, List.of()).stream().filter(one -> !one.gone(catalog.timeline.now())).count();
    }
}
