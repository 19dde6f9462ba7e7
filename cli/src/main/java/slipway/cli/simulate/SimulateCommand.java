package slipway.cli.simulate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import slipway.sandbox.simulation.Broken;
import slipway.sandbox.simulation.Played;
import slipway.sandbox.simulation.Simulation;
import slipway.sandbox.simulation.Unreachable;
import slipway.sandbox.simulation.planted.Bugs;
import slipway.sandbox.simulation.planted.Hunt;

/** {@code ./slipway simulate}: plays whole worlds in which everything goes wrong, and checks what must always hold. */
@Command(name = "simulate", sortOptions = false,
        description = "Plays whole worlds, each drawn from one seed, in which everything goes wrong that can, and checks what must always hold.")
public final class SimulateCommand implements Callable<Integer> {
    /** From so many seeds on, a way from state to state that none took is a failure. */
    static final long ENOUGH_FOR_EDGES = 5_000;
    /** After so many seeds it is said how far this is, beside what it prints. */
    private static final long OFTEN = 1_000;
    /** So many violations are told in full; the others by one line. */
    private static final int TOLD = 3;

    /** Fresh seeds begin here, far from those that people write; and are spread by an odd factor, since clocks tick in round steps. */
    private static final long UNUSED = 1_000_000_000L;
    private static final long ODD = 0x9E3779B97F4A7C15L;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds to play.")
    private Long seeds;
    @Option(names = "--from", paramLabel = "S", description = "The first seed; 1 without it.")
    private Long from;
    @Option(names = "--fresh", paramLabel = "N", description = "How many seeds to play besides that nobody has chosen; the first is printed.")
    private Integer fresh;
    @Option(names = "--seed", paramLabel = "S", description = "One seed alone.")
    private Long seed;
    @Option(names = "--trace", description = "Tells all that happens in the world of --seed, line by line: the same bytes each time.")
    private boolean trace;
    @Option(names = "--planted", description = "Plants bugs, one at a time, and plays seed after seed, at most --seeds or 10000, until what must always hold does not: "
            + "a line for each bug; fails if one is not caught.")
    private boolean planted;
    @Option(names = "--jobs", paramLabel = "J", description = "How many seeds, or bugs, are played side by side; as many as there are processors without it.")
    private Integer jobs;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;
    private final Simulation simulation;
    private final LongSupplier nanos;

    /**
     * @param simulation plays the worlds
     * @param nanos real time, as System.nanoTime tells it
     */
    public SimulateCommand(Simulation simulation, LongSupplier nanos) {
        this.simulation = simulation;
        this.nanos = nanos;
    }

    /** Plays the shipped Slipway. */
    public SimulateCommand(Path home) {
        this(new Simulation(home), System::nanoTime);
    }

    @Override
    public Integer call() throws Exception {
        check();
        if (trace) {
            simulation.trace(seed).forEach(spec.commandLine().getOut()::println);
            return 0;
        }
        if (planted) {
            return new Planting(new Hunt(simulation), jobs(), out()).all(Bugs.ALL, first(), seeds == null ? Planting.MOST : seeds) ? 0 : 1;
        }
        Tally tally = new Tally();
        long began = nanos.getAsLong();
        Crew crew = new Crew(jobs());
        crew.play(first(), count(), simulation::play, played -> heard(tally, played));
        if (fresh != null) {
            long chosen = UNUSED + Math.floorMod(nanos.getAsLong() * ODD, UNUSED);
            out().println("fresh seeds: --seeds " + fresh + " --from " + chosen);
            crew.play(chosen, fresh, simulation::play, played -> heard(tally, played));
        }
        Duration took = Duration.ofNanos(nanos.getAsLong() - began);
        boolean covered = edges(tally);
        out().println(tally.line(reachable().size(), took));
        return tally.violations() == 0 && covered ? 0 : 1;
    }

    private void check() {
        require(seed == null || seeds == null && from == null && fresh == null, "--seed is one seed: leave out --seeds, --from and --fresh, or write those instead");
        require(seed == null || !planted, "--planted plays seed after seed: leave out --seed and --trace");
        require(fresh == null || !planted, "--planted has no --fresh seeds: leave one out");
        require(fresh == null || fresh >= 1, "--fresh should be at least 1, was " + fresh);
        require(seed != null || seeds != null || planted, "simulate needs --seeds N, or --seed S");
        require(!planted || seeds == null || seeds <= Planting.MOST, "--planted plays at most %d --seeds for a bug, were %d".formatted(Planting.MOST, seeds));
        require(!trace || seed != null, "--trace tells one world: name it by --seed");
        require(seeds == null || seeds >= 1, "--seeds should be at least 1, was " + seeds);
        require(from == null || from >= 0, "--from should be at least 0, was " + from);
        require(seed == null || seed >= 0, "--seed should be at least 0, was " + seed);
        require(jobs == null || jobs >= 1 && jobs <= 64, "--jobs should be 1 to 64, was " + jobs);
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence + ".");
        }
    }

    private int jobs() {
        return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    }

    private long first() {
        return seed != null ? seed : from == null ? 1 : from;
    }

    private long count() {
        return seed != null ? 1 : seeds;
    }

    private void heard(Tally tally, Played played) {
        tally.add(played);
        for (Broken broken : played.broken()) {
            out().println("seed " + played.seed() + ": " + broken);
        }
        if (!played.broken().isEmpty() && tally.violations() - played.broken().size() < TOLD) {
            shortest(played.seed(), played.broken().getFirst());
        }
        out().flush();
        if (tally.seeds() % OFTEN == 0) {
            spec.commandLine().getErr().println(tally.progress(Heap.megabytes()));
            spec.commandLine().getErr().flush();
        }
    }

    private void shortest(long of, Broken broken) {
        Simulation.Shortest found = simulation.shortest(of, broken);
        found.lines().forEach(line -> out().println("  " + line));
        out().println("  The whole of it: ./slipway simulate --seed " + of + " --trace");
    }

    private Set<String> reachable() {
        Set<String> all = new TreeSet<>(simulation.edges());
        all.removeAll(Unreachable.EDGES.keySet());
        return all;
    }

    /** Names what was never taken, where enough was played; and what was taken though it is said that it can't be. */
    private boolean edges(Tally tally) {
        List<String> excused = tally.edges().stream().filter(Unreachable.EDGES::containsKey).toList();
        excused.forEach(edge -> out().println("taken, though it is listed as unreachable: " + edge));
        Set<String> missing = reachable();
        missing.removeAll(tally.edges());
        if (tally.seeds() >= ENOUGH_FOR_EDGES) {
            missing.forEach(edge -> out().println("never taken: " + edge));
        }
        return excused.isEmpty() && (tally.seeds() < ENOUGH_FOR_EDGES || missing.isEmpty());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
