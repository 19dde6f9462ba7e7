package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

class RefusalTest {
    private static final Path HOME = Path.of("..");

    /** What a command line says on standard error; it ends with status 2. */
    private static String refused(String... arguments) {
        StringWriter err = new StringWriter();
        assertThat(Main.run(HOME, new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments)).isEqualTo(2);
        return err.toString().strip();
    }

    /** Every option of every command that takes a whole number. */
    static List<String> numeric() {
        return Main.line(HOME).getSubcommands().entrySet().stream().flatMap(RefusalTest::numeric).toList();
    }

    private static Stream<String> numeric(Map.Entry<String, picocli.CommandLine> command) {
        return command.getValue().getCommandSpec().options().stream().filter(Refusal::whole).map(OptionSpec::longestName).map(name -> command.getKey() + " " + name);
    }

    @ParameterizedTest
    @MethodSource("numeric")
    void aNumberThatIsNoneIsRefusedByItsOptionsName(String words) {
        String[] option = words.split(" ");
        assertThat(refused(option[0], option[1], "minus")).isEqualTo("%s should be a whole number, was 'minus'. See ./slipway %s --help.".formatted(option[1], option[0]));
    }

    @Test
    void theOptionsOfAllCommandsAreFound() {
        assertThat(numeric()).contains("simulate --seeds", "simulate --jobs", "demo --seconds", "demo --seed", "sandbox --port", "bench --seeds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e3", "1_000", "0x10", "", " 7"})
    void whatOnlyLooksLikeOneIsNone(String value) {
        assertThat(refused("simulate", "--seeds", value)).isEqualTo("--seeds should be a whole number, was '%s'. See ./slipway simulate --help.".formatted(value));
    }

    @Test
    void aNumberThatIsTooLargeIsSaidToBe() {
        assertThat(refused("simulate", "--jobs", "99999999999")).isEqualTo("--jobs should be a smaller whole number, was '99999999999'. See ./slipway simulate --help.");
    }

    @Test
    void anOptionWithoutItsValueIsToldWhatItNeeds() {
        assertThat(refused("simulate", "--seeds")).isEqualTo("--seeds needs a value: --seeds N. See ./slipway simulate --help.");
    }

    @Test
    void allThatIsMissingIsNamed() {
        assertThat(refused("deploy")).isEqualTo("deploy needs TARGET and IMAGE. See ./slipway deploy --help.");
        assertThat(refused("deploy", "shop-api")).isEqualTo("deploy needs IMAGE. See ./slipway deploy --help.");
        assertThat(refused("stop")).isEqualTo("stop needs TARGET. See ./slipway stop --help.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo --stories 4       | demo has no option --stories. See ./slipway demo --help.
            verify --nonsense=7    | verify has no option --nonsense. See ./slipway verify --help.
            demo nonsense          | demo takes no 'nonsense'. See ./slipway demo --help.
            bench demo.memory more | bench takes no 'more'. See ./slipway bench --help.
            """)
    void whatACommandDoesNotKnowIsNamed(String words, String says) {
        assertThat(refused(words.split(" "))).isEqualTo(says);
    }

    @Test
    void eachCommandIsMadeByItsOwnNameAndAlone() {
        assertThat(Main.line(HOME).getSubcommands()).hasSizeGreaterThan(15).allSatisfy((name, command) -> {
            assertThat(command.getCommand().getClass().getAnnotation(Command.class).name()).isEqualTo(name);
            assertThat(Main.line(HOME, name, "--help").getSubcommands().keySet()).containsAll(List.of(name)).hasSize(name.equals("completion") ? Main.line(HOME).getSubcommands().size() : 1);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            histroy                   | slipway has no command 'histroy', perhaps you mean history. See ./slipway --help.
            target                    | slipway has no command 'target', perhaps you mean targets. See ./slipway --help.
            hist                      | slipway has no command 'hist', perhaps you mean history. See ./slipway --help.
            roll-back shop-api        | slipway has no command 'roll-back', perhaps you mean rollback. See ./slipway --help.
            history --snice=2d        | history has no option --snice, perhaps you mean --since. See ./slipway history --help.
            deploy a v1 --dryrun      | deploy has no option --dryrun, perhaps you mean --dry-run. See ./slipway deploy --help.
            simulate --plant          | simulate has no option --plant, perhaps you mean --planted. See ./slipway simulate --help.
            targets --xyz             | targets has no option --xyz. See ./slipway targets --help.
            """)
    void aSlipIsToldWhatWasMeant(String words, String says) {
        assertThat(refused(words.split(" "))).isEqualTo(says);
    }

    @Test
    void aCommandThatIsNotThereIsToldThoseThatAre() {
        assertThat(refused("frobnicate")).startsWith("slipway has no command 'frobnicate', it has init, verify, ").contains("simulate").endsWith(". See ./slipway --help.");
    }
}
