package slipway.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import slipway.cli.simulate.Crew;
import slipway.cli.simulate.Heap;
import slipway.sandbox.simulation.Simulation;

/**
 * How fast the simulation plays on all processors of this machine, and what it holds on to. No peer plays such worlds; the
 * memory of its beginning stands beside that of its end.
 *
 * @param warmUp seeds before the first that counts; the compiler of the JVM is busy with the SDK for about 2,500
 * @param seeds that count
 */
record Seeds(Path home, long warmUp, long seeds) {
    private static final double NANOS_A_SECOND = 1e9;

    Measure figures() {
        return new Measure(List.of("simulate.deployments-per-second", "simulate.seconds-per-seed", "simulate.memory"), this::take);
    }

    private List<Figure> take() {
        Simulation simulation = new Simulation(home);
        play(simulation, 1, warmUp);
        double before = Heap.megabytes();
        long began = System.nanoTime();
        long deployments = play(simulation, 1 + warmUp, seeds);
        double took = (System.nanoTime() - began) / NANOS_A_SECOND;
        return List.of(new Figure("simulate.deployments-per-second", deployments / took, "deployments", Map.of()),
                new Figure("simulate.seconds-per-seed", took / seeds, "s", Map.of()),
                new Figure("simulate.memory", Heap.megabytes(), "MB", Map.of("after-warm-up", before)));
    }

    private static long play(Simulation simulation, long from, long count) {
        AtomicLong deployments = new AtomicLong();
        try {
            new Crew(Runtime.getRuntime().availableProcessors()).play(from, count, simulation::play, played -> deployments.addAndGet(played.deployments()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a world of the simulation broke", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while worlds were played", e);
        }
        return deployments.get();
    }
}
