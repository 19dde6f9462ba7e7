package slipway.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import slipway.cli.bench.Survivors.Fate;

/**
 * How much of the rules in {@code rollout} the tests of {@code functions} hold: pitest breaks them one place at a time, and a test should notice.
 *
 * @param home the folder whose pom has the profile {@code mutants}
 * @param say tells a person what goes on beside the figures
 */
record Mutants(Path home, Consumer<String> say) {
    static final String FIGURES = "mutants.";
    private static final double GOAL = 90;
    private static final int WORST = 5;
    private static final String REPORT = "functions/target/pit-reports/mutations.xml";
    private static final String LOG = "functions/target/mutants.log";

    Measure measure() {
        return new Measure(List.of(FIGURES + "killed", FIGURES + "survived", FIGURES + "uncovered", FIGURES + "undecided", FIGURES + "percent", FIGURES + "worst"), () -> {
            played();
            return figures(Survivors.in(home.resolve(REPORT)));
        });
    }

    /** The counts, the share that is killed with the goal that it should reach, and of the classes in which most live on the share of each. */
    static List<Figure> figures(Survivors found) {
        Stream<Figure> counts = Stream.of(Fate.values()).map(fate -> new Figure(FIGURES + fate.word(), found.count(fate), "mutants", Map.of()));
        Stream<Figure> worst = found.worst(WORST).stream().map(one -> new Figure(FIGURES + "worst." + one, found.only(one).percent(), "%", Map.of()));
        return Stream.of(counts, Stream.of(new Figure(FIGURES + "percent", found.percent(), "%", Map.of()).atLeast(GOAL)), worst).flatMap(all -> all).toList();
    }

    /** What an earlier run has found says nothing of this one. */
    private void played() {
        say.accept("Breaking the rules of rollout one at a time, and running the functions' tests against each: some minutes on all processors.");
        try {
            Files.createDirectories(home.resolve(LOG).getParent());
            Files.deleteIfExists(home.resolve(REPORT));
            Process maven = new ProcessBuilder("mvn", "-B", "-ntp", "-f", home.resolve("pom.xml").toString(), "-pl", "functions", "-Pmutants", "process-test-classes")
                    .redirectErrorStream(true).redirectOutput(home.resolve(LOG).toFile()).start();
            maven.getOutputStream().close();
            if (maven.waitFor() != 0) {
                throw new IllegalStateException("Maven ended with status " + maven.exitValue() + ": " + LOG + " says why");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Maven ran", e);
        }
    }
}
