package slipway.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.release.Ending;
import slipway.sandbox.SandboxOptions;

/**
 * Many targets pushed within one minute, under the quotas that AWS gives an account that has asked for no more.
 *
 * @param size how many targets
 */
record Scale(SandboxOptions world, int size) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Of ECS's task definition modify actions: so many at once, and then one a second. */
    private static final int REGISTERED_AT_ONCE = 20;

    Measure figures() {
        return new Measure(Stream.of("succeeded", "other-endings", "throttled-calls", "calls-each", "seconds").map(this::name).toList(), this::measured);
    }

    private String name(String figure) {
        return "scale." + size + "." + figure;
    }

    /** @throws IllegalStateException if a push has no ending */
    private List<Figure> measured() {
        Rush alone = Rush.of(world, 1, MINUTE);
        Rush all = Rush.of(world, size, MINUTE);
        long good = all.ended().getOrDefault(Ending.SUCCEEDED, 0L);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(name("succeeded"), good, "deployments", Map.of()));
        figures.add(new Figure(name("other-endings"), size - good, "deployments", Map.of()));
        figures.add(new Figure(name("throttled-calls"), all.throttled(), "calls", Map.of("one-alone", (double) alone.throttled())));
        figures.add(new Figure(name("calls-each"), all.callsEach(size), "calls", Map.of("one-alone", alone.callsEach(1))));
        figures.add(new Figure(name("seconds"), all.lasted().toMillis() / 1000.0, "s", Map.of("one-alone", alone.lasted().toMillis() / 1000.0,
                "register-task-definition", (double) Math.max(0, size - REGISTERED_AT_ONCE))));
        return figures;
    }
}
