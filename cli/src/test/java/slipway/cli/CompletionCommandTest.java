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
    void theScriptIsOneForBothShells() {
        assertThat(run("completion", "zsh")).isZero();
        String zsh = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("completion", "bash")).isZero();
        assertThat(out.toString()).isEqualTo(zsh).contains("if [ -n \"$ZSH_VERSION\" ]", "bashcompinit");
    }

    @Test
    void thereIsNoneForAnother() {
        assertThat(run("completion", "fish")).isEqualTo(2);
        assertThat(out.toString().strip()).isEqualTo("SHELL should be bash or zsh, was 'fish'. See ./slipway completion --help.");
    }
}
