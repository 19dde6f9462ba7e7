package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CompletionCommandTest {
    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return Main.run(Path.of(".."), new PrintWriter(out, true), new PrintWriter(out, true), arguments);
    }

    @Test
    void theScriptKnowsEveryCommandAndItsOptions() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("complete -F _complete_slipway -o default slipway ");
        assertThat(Main.line(Path.of("..")).getSubcommands()).allSatisfy((name, command) -> {
            assertThat(out.toString()).contains("function _picocli_slipway_" + name.replace("-", "") + "()");
            command.getCommandSpec().options().forEach(option -> assertThat(out.toString()).contains("'" + option.longestName() + "'"));
        });
        assertThat(out.toString()).contains("function _picocli_slipway_test()");
    }

    @Test
    void thereIsOneForBothShellsAlone() {
        assertThat(run("completion", "fish")).isEqualTo(2);
        assertThat(out.toString().strip()).isEqualTo("completion takes no 'fish'. See ./slipway completion --help.");
    }
}
