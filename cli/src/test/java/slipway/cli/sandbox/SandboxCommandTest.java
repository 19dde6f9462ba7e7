package slipway.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;

class SandboxCommandTest {
    private static final Path HOME = Path.of("..");

    private final StringWriter err = new StringWriter();

    private int run(Path home, String... arguments) {
        return new CommandLine(new SandboxCommand(home, Map.of())).setErr(new PrintWriter(err, true)).setOut(new PrintWriter(err, true))
                .setParameterExceptionHandler((wrong, _) -> {
                    err.write(wrong.getMessage());
                    return 2;
                }).execute(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port=65536 | --port should be 0 to 65535, was 65536
            --port=-1    | --port should be 0 to 65535, was -1
            --speed=0    | --speed should be 1 to 1000, was 0
            --speed=1001 | --speed should be 1 to 1000, was 1001
            --speed=fast | Invalid value for option '--speed': 'fast' is not an int
            --sped=2     | Unknown option: '--sped=2'
            """)
    void wrongOptionIsOneSentence(String argument, String says) {
        assertThat(run(HOME, argument)).isEqualTo(2);
        assertThat(err.toString()).startsWith(says).doesNotContain("\n");
    }

    @Test
    void aPortThatIsTakenIsOneSentenceWithTheRemedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(HOME, "--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
            assertThat(err.toString()).startsWith("port " + taken.getLocalPort() + " can't be had").contains("choose another with --port").doesNotContain("\n");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    @Test
    void withoutDynamoDbLocalItSaysWhatIsMissing(@TempDir Path unbuilt) throws IOException {
        for (String part : List.of("template.yaml", "statemachine", "examples")) {
            copy(HOME.resolve(part), unbuilt.resolve(part));
        }

        assertThat(run(unbuilt, "--port", "0")).isEqualTo(1);
        assertThat(err.toString()).startsWith("The sandbox does not open: DynamoDB Local is not in ").hasLineCount(1);
    }

    @Test
    void itSaysWhatToExportAndWhatToPasteInAnyFolder(@TempDir Path folder) {
        Path odd = folder.resolve("it's here");
        List<String> lines = new Opening(new Sandbox(new SandboxOptions(HOME, 1)), java.net.URI.create("http://127.0.0.1:4580"), 10, odd).lines();

        assertThat(lines).contains("  export AWS_ENDPOINT_URL=http://127.0.0.1:4580 AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox",
                "  export AWS_DEFAULT_REGION=eu-central-1 AWS_REGION=eu-central-1");
        assertThat(lines).filteredOn(line -> line.startsWith("  aws ")).hasSize(3).first().asString()
                .endsWith("'file://" + folder + "/it'\\''s here/examples/images/works.json'");
    }
}
