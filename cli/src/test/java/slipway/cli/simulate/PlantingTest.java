package slipway.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.simulation.Simulation;
import slipway.sandbox.simulation.Twist;
import slipway.sandbox.simulation.planted.Bug;
import slipway.sandbox.simulation.planted.Hunt;

@Execution(ExecutionMode.CONCURRENT)
class PlantingTest {
    private static final Simulation SIMULATION = new Simulation(Path.of("..").toAbsolutePath().normalize());
    private static final Bug MUTE = new Bug("nobody is told anything", () -> new Twist() {
        @Override
        public byte[] invocation(String function, byte[] payload, Context context, Code code) throws IOException {
            return function.equals("slipway-NotifyFunction") ? "{\"told\":[\"sns\"],\"failed\":{},\"again\":false}".getBytes(StandardCharsets.UTF_8)
                    : code.handle(payload, context);
        }
    }, Set.of());
    private static final Bug NONE = new Bug("no bug at all", () -> Twist.NONE, Set.of());
    private final StringWriter out = new StringWriter();

    private boolean hunt(Bug... bugs) throws Exception {
        return new Planting(new Hunt(SIMULATION), 2, new PrintWriter(out)).all(List.of(bugs), 2, 1);
    }

    @Test
    void aBugThatIsNotCaughtFails() throws Exception {
        assertThat(hunt(MUTE, NONE)).isFalse();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).matches("caught at seed 2, after 1 seeds \\(1 played\\): nobody is told anything: invariant 7, an ending is .* \\([A-Z]+\\)");
        assertThat(lines.get(1)).isEqualTo("MISSED in 1 seeds (1 played): no bug at all");
        assertThat(lines.get(2)).isEqualTo("2 bugs planted, 1 caught, 1 missed; the longest hunt took 1 of 1 seeds");
    }

    @Test
    void allCaughtIsFine() throws Exception {
        assertThat(hunt(MUTE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--planted --seed 5|--planted plays seed after seed: leave out --seed and --trace.",
        "--planted --seeds 10001|--planted plays at most 10000 --seeds for a bug, were 10001.",
        "--planted --seeds 0|--seeds should be at least 1, was 0.",
    })
    void badCommandLinesAreRefusedInOneSentence(String line, String sentence) {
        int code = new CommandLine(new SimulateCommand(SIMULATION, () -> 0)).setParameterExceptionHandler((wrong, _) -> {
            out.append(wrong.getMessage());
            return 2;
        }).execute(line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(out).hasToString(sentence);
    }
}
