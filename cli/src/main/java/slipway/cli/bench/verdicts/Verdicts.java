package slipway.cli.bench.verdicts;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.cli.simulate.Crew;
import slipway.sandbox.Connections;
import slipway.sandbox.simulation.Twist;

/**
 * How often Slipway blames a good image, or takes a bad one for good: each seed is one push to a small world of its own. The same seed is
 * the same push on every machine.
 *
 * @param home the folder of template.yaml
 * @param twists makes what is put between Slipway and each world, such as a mistake that the rates should show
 */
public record Verdicts(Path home, Quality quality, Supplier<Twist> twists) {
    /** After so many seeds it is said how far this is. */
    private static final long OFTEN = 500;

    /** Slipway as it is. */
    public Verdicts(Path home, Quality quality) {
        this(home, quality, () -> Twist.NONE);
    }

    /**
     * Plays so many seeds, side by side on all processors.
     *
     * @param says hears how far this is, and of each push that should have fared otherwise; of a single seed all that happens
     */
    public Rates rates(long from, long count, Consumer<String> says) {
        Rates rates = new Rates(quality);
        // Whoever plays has clients of its own, for one world after the other.
        ThreadLocal<Connections> connections = ThreadLocal.withInitial(Connections::new);
        Consumer<Supplier<String>> trace = count == 1 ? line -> says.accept(line.get()) : _ -> { };
        try {
            new Crew(Runtime.getRuntime().availableProcessors()).play(from, count, seed -> Bout.play(home, connections.get(), quality, seed, twists.get(), trace),
                    result -> heard(rates, result, count, says));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a world of " + quality.figure() + " broke", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while worlds were played", e);
        }
        rates.byKind().forEach(says);
        return rates;
    }

    private void heard(Rates rates, Result result, long count, Consumer<String> says) {
        rates.add(result);
        if (!quality.expects(result.fate())) {
            says.accept(quality.figure() + ": seed " + result.seed() + ": " + result.told());
        }
        if (rates.played() % OFTEN == 0) {
            says.accept(rates.progress(count));
        }
    }
}
