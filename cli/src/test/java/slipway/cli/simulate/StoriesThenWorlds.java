package slipway.cli.simulate;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import slipway.sandbox.simulation.LogEar;
import slipway.sandbox.simulation.OwnChecks;
import slipway.sandbox.stories.AllVariants;

/**
 * {@code checks/worlds}: all stories in other worlds of AWS, the simulation's own tests, then the simulation, in one process. The SDK is so much
 * code that compiling it takes half of what each takes alone.
 */
final class StoriesThenWorlds {
    private static final List<String> WORLDS = List.of("--seeds", "400", "--fresh", "100");

    private final Path results;

    private StoriesThenWorlds(Path results) {
        this.results = results;
    }

    /** @param arguments the folder in which each of the three leaves its log, and its seconds and status, as checks/all does */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("slf4j.provider", LogEar.class.getName());
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("slipway.log.level", "OFF");
        StoriesThenWorlds all = new StoriesThenWorlds(Path.of(arguments[0]));
        boolean stories = all.check("variants", AllVariants::play);
        boolean own = all.check("planted", OwnChecks::play);
        boolean worlds = all.check("simulation", StoriesThenWorlds::simulate);
        System.exit(stories && own && worlds ? 0 : 1);
    }

    /** A check that says what it does. */
    private interface Check {
        boolean passes(PrintStream out) throws Exception;
    }

    private boolean check(String name, Check check) throws Exception {
        long began = System.nanoTime();
        boolean passed;
        try (PrintStream out = new PrintStream(Files.newOutputStream(results.resolve(name + ".log")), true, StandardCharsets.UTF_8)) {
            passed = passed(check, out);
        }
        Files.writeString(results.resolve(name + ".result"), Duration.ofNanos(System.nanoTime() - began).toSeconds() + (passed ? " OK\n" : " FAILED\n"));
        return passed;
    }

    private static boolean passed(Check check, PrintStream out) {
        try {
            return check.passes(out);
        } catch (Exception | Error broken) {
            broken.printStackTrace(out);
            return false;
        }
    }

    private static boolean simulate(PrintStream out) {
        PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
        Callable<Integer> command = new SimulateCommand(Path.of("..").toAbsolutePath().normalize());
        return new CommandLine(command).setOut(writer).setErr(writer).execute(WORLDS.toArray(String[]::new)) == 0;
    }
}
