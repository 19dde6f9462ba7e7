package slipway.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Slipway takes on a machine and in Lambda: the demo as a process of its own, and the functions' jars. */
record Footprint(Path home) {
    /** Jars of the command that the functions do not bring: the sandbox, the command itself and what these two use. */
    static final List<String> NOT_SHIPPED = List.of("sandbox-", "cli-", "jsonata-", "event-ruler-", "aws-lambda-java-serialization-",
            "picocli-", "fastdoubleparser-", "jsr305-");
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
        try (Stream<Path> jars = Files.list(home.resolve("cli/target/lib"))) {
            return jars.filter(Footprint::isShipped).mapToLong(Footprint::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the command's jars should be in cli/target/lib: ./slipway builds them", e);
        }
    }

    private static boolean isShipped(Path jar) {
        return NOT_SHIPPED.stream().noneMatch(jar.getFileName().toString()::startsWith);
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
