package slipway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void artifactIsTheFunctionsJarAndWhatTheyNeedAtRunTime(@TempDir Path home) throws IOException {
        Path target = Files.createDirectories(home.resolve("functions/target"));
        Files.write(target.resolve("functions-0.1.0.jar"), new byte[2_000_000]);
        Path ecs = Files.write(home.resolve("ecs-2.41.11.jar"), new byte[1_000_000]);
        Path sts = Files.write(home.resolve("sts-2.41.11.jar"), new byte[500_000]);
        Files.writeString(target.resolve("runtime-classpath.txt"), ecs + File.pathSeparator + sts + "\n");

        assertThat(new Footprint(home).artifact().take().get()).singleElement().satisfies(size -> assertThat(size.value()).isEqualTo(3.5));
    }

    @Test
    void whatOnlyTheCommandNeedsIsNotOfTheFunctions() throws IOException {
        String shipped = Files.readString(Path.of("../functions/target/runtime-classpath.txt"));

        assertThat(shipped).contains("/ecs-", "/lambda-").doesNotContain("/iam-", "/cloudformation-", "/picocli-", "/jsonata-");
    }
}
