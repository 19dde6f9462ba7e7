package slipway.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How long somebody who types a command waits until it begins its work, beside the same JVM that has nothing to do. */
record Start(Path home) {
    private static final int RUNS = 21;
    private static final double MILLIS = 1000;

    Measure figure() {
        return new Measure(List.of("cli.start"), () -> List.of(new Figure("cli.start", median(List.of(home.resolve("slipway").toString(), "verify", "--help")), "ms",
                Map.of("java-version", median(List.of(ProcessHandle.current().info().command().orElse("java"), "-version"))))));
    }

    private static double median(List<String> command) {
        return IntStream.range(0, RUNS).mapToDouble(_ -> Program.run(command).seconds() * MILLIS).sorted().toArray()[RUNS / 2];
    }
}
