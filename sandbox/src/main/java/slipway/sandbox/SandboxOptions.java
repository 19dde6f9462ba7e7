package slipway.sandbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import slipway.rollout.Ledger;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.ledger.MemoryLedger;

/**
 * What a sandbox is made with.
 *
 * @param home the folder of the shipped template.yaml and statemachine/
 * @param seed from which all that is random is drawn
 * @param start the virtual time at which it begins
 * @param times how long tasks take to start
 * @param ways which way AWS behaves where no document decides
 * @param ledger makes an empty one
 * @param parameters of Slipway's stack; those left out have their defaults
 * @param clocks which clock each function looks at
 * @param connections gives the clients of its functions
 */
public record SandboxOptions(Path home, long seed, Instant start, LaunchTimes times, Ways ways, Supplier<Ledger> ledger, Map<String, String> parameters,
        Clocks clocks, Supplier<Connections> connections) {
    public SandboxOptions(Path home, long seed, Instant start, LaunchTimes times, Variants variants) {
        this(home, seed, start, times, Ways.of(variants), MemoryLedger::create, Map.of(), Clocks.EXACT, Connections::new);
    }

    public SandboxOptions(Path home, long seed) {
        this(home, seed, Instant.parse("2026-11-21T03:00:00Z"), LaunchTimes.FARGATE, Variants.DEFAULT);
    }

    /** The same with another ledger. */
    public SandboxOptions on(Supplier<Ledger> other) {
        return new SandboxOptions(home, seed, start, times, ways, other, parameters, clocks, connections);
    }

    /** The same with parameters of Slipway's stack. */
    public SandboxOptions with(Map<String, String> given) {
        return new SandboxOptions(home, seed, start, times, ways, ledger, Map.copyOf(given), clocks, connections);
    }

    /** The same in an AWS of these ways. */
    public SandboxOptions in(Ways other) {
        return new SandboxOptions(home, seed, start, times, other, ledger, parameters, clocks, connections);
    }

    /** The same with functions that look at other clocks. */
    public SandboxOptions showing(Clocks other) {
        return new SandboxOptions(home, seed, start, times, ways, ledger, parameters, other, connections);
    }

    /** The same with the clients of a sandbox that is done with. */
    public SandboxOptions over(Connections kept) {
        return new SandboxOptions(home, seed, start, times, ways, ledger, parameters, clocks, () -> kept);
    }
}
