package slipway.cli.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Slipway takes on a machine and in Lambda: the demo as a process of its own, and the functions' jars. */
record Footprint(Path home) {
    /** What the functions need at run time, as Maven wrote it beside their jar. */
    private static final String CLASSPATH = "functions/target/runtime-classpath.txt";
    private static final double MEGA = 1e6;

    Measure demo() {
        return new Measure(List.of("demo.memory", "demo.seconds"), () -> {
            Program demo = Program.run(List.of(home.resolve("slipway").toString(), "demo", "--json"));
            Program bare = Program.run(List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC", "-version"));
            return List.of(new Figure("demo.memory", demo.megabytes(), "MB", Map.of("java-version", bare.megabytes())),
                    new Figure("demo.seconds", demo.seconds(), "s", Map.of("java-version", bare.seconds())));
        });
    }

    /** Jars are compressed already: their sum is the size of the zipped artifact, but for its directory. */
    Measure artifact() {
        return new Measure(List.of("artifact.size"), () -> List.of(new Figure("artifact.size", shipped() / MEGA, "MB", Map.of())));
    }

    private double shipped() {
        try (Stream<Path> built = Files.list(home.resolve("functions/target"))) {
            List<Path> own = built.filter(file -> file.getFileName().toString().matches("functions-[0-9.]+\\.jar")).toList();
            if (own.size() != 1) {
                throw new IllegalStateException("the functions' jar should be in functions/target, and one: found " + own);
            }
            return Stream.concat(own.stream(), Arrays.stream(Files.readString(home.resolve(CLASSPATH)).strip().split(File.pathSeparator)).map(Path::of))
                    .mapToLong(Footprint::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the functions' jars should be listed in " + CLASSPATH + ": ./slipway builds them", e);
        }
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
