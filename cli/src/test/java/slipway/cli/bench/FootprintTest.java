package slipway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintTest {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void programIsTimedAndItsMemoryIsSeen() {
        Program bare = Program.run(List.of(JAVA, "-version"));

        assertThat(bare.seconds()).isPositive();
        assertThat(bare.megabytes()).isBetween(1.0, 4000.0);
    }

    @Test
    void programThatFailsGivesNoFigure() {
        assertThatIllegalStateException().isThrownBy(() -> Program.run(List.of(JAVA, "-no-such-option"))).withMessageContaining("-no-such-option");
    }

    @Test
    void artifactIsAllJarsButThoseOfTheSandboxAndTheCommand(@TempDir Path home) throws IOException {
        Path jars = Files.createDirectories(home.resolve("cli/target/lib"));
        Files.write(jars.resolve("functions-0.1.0.jar"), new byte[2_000_000]);
        Files.write(jars.resolve("ecs-2.41.11.jar"), new byte[1_000_000]);
        Files.write(jars.resolve("sandbox-0.1.0.jar"), new byte[5_000_000]);

        assertThat(new Footprint(home).artifact().take().get()).singleElement().satisfies(size -> assertThat(size.value()).isEqualTo(3.0));
    }

    @Test
    void whatIsNotShippedIsOnTheClassPathUnderThatName() {
        List<String> path = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(":"))
                .map(entry -> Path.of(entry).getFileName().toString()).toList();

        assertThat(Footprint.NOT_SHIPPED.stream().filter(name -> !name.equals("sandbox-") && !name.equals("cli-")))
                .allSatisfy(name -> assertThat(path).anyMatch(jar -> jar.startsWith(name)));
    }
}
