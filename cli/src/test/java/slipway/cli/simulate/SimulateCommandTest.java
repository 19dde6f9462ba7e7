package slipway.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.simulation.Simulation;
import slipway.sandbox.simulation.Twist;

@Execution(ExecutionMode.CONCURRENT)
class SimulateCommandTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Simulation simulation, String... arguments) {
        return new CommandLine(new SimulateCommand(simulation, () -> 0)).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler((wrong, _) -> {
                    err.append(wrong.getMessage());
                    return 2;
                }).execute(arguments);
    }

    @Test
    void theLastLineSumsUp() {
        assertThat(run(new Simulation(HOME), "--seeds", "1", "--from", "7", "--fresh", "1", "--jobs", "2")).isZero();
        assertThat(out.toString()).contains("fresh seeds: --seeds 1 --from 1");
        assertThat(out.toString().lines().toList()).last().asString()
                .matches("2 seeds, [1-9]\\d* deployments \\(.*\\d+ SUCCEEDED.*\\), \\d+ simulated hours, \\d+ of \\d+ ASL edges, 0 violations, \\d+\\.\\d deployments/s");
    }

    @Test
    void onTheWayItIsSaidHowFarItIs() {
        assertThat(new Tally().progress(41.7)).isEqualTo("0 seeds so far, 0 deployments, 0 violations, 42 MB");
    }

    @Test
    void aViolationIsToldWithItsSeedItsInvariantAndHowToSeeItAgain() {
        Twist mute = new Twist() {
            @Override
            public byte[] invocation(String function, byte[] payload, Context context, Code code) throws IOException {
                return function.equals("slipway-NotifyFunction") ? "{\"told\":[\"sns\"],\"failed\":{},\"again\":false}".getBytes(StandardCharsets.UTF_8)
                        : code.handle(payload, context);
            }
        };

        assertThat(run(new Simulation(HOME, () -> mute), "--seed", "35")).isEqualTo(1);
        assertThat(out.toString()).contains("seed 35: invariant 7, an ending is offered to all channels: t", "✗ invariant 7", "./slipway simulate --seed 35 --trace");
        assertThat(out.toString().lines().toList()).last().asString().startsWith("1 seeds, ").doesNotContain(" 0 violations");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "|simulate needs --seeds N, or --seed S.",
        "--seeds 0|--seeds should be at least 1, was 0.",
        "--seeds 5 --from -1|--from should be at least 0, was -1.",
        "--seeds 5 --trace|--trace tells one world: name it by --seed.",
        "--seed 5 --seeds 5|--seed is one seed: leave out --seeds, --from and --fresh, or write those instead.",
        "--seed 5 --from 5|--seed is one seed: leave out --seeds, --from and --fresh, or write those instead.",
        "--seeds 5 --fresh 0|--fresh should be at least 1, was 0.",
        "--seeds 5 --jobs 0|--jobs should be 1 to 64, was 0.",
        "--seeds many|Invalid value for option '--seeds': 'many' is not a long"})
    void aWrongCommandLineIsOneSentenceAndNothingIsPlayed(String arguments, String sentence) {
        assertThat(run(new Simulation(Path.of("nowhere")), arguments == null ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(err).hasToString(sentence);
        assertThat(out.toString()).isEmpty();
    }
}
