package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a command says goes where it is told to; the process's own output is one for all tests, so this one runs alone. */
@Isolated
class OwnOutputTest {
    @Test
    void nothingReachesTheProcessesOwnOutput() {
        PrintStream own = System.out;
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(seen, true, StandardCharsets.UTF_8));
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            Main.run(Path.of(".."), nowhere, nowhere, "demo", "--json", "--event", "../events/accepted/tagged-push.json");
        } finally {
            System.setOut(own);
        }
        assertThat(seen.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
