package slipway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import slipway.codec.Json;

class BenchCommandTest {
    private static final Measure SPEED = new Measure(List.of("speed.wall", "speed.cpu"), () -> List.of(
            new Figure("speed.wall", 12.345, "ms", Map.of("other", 7.0)), new Figure("speed.cpu", 11, "ms", Map.of())));
    private static final Measure SIZE = new Measure(List.of("size"), () -> {
        throw new AssertionError("measured although nobody asked");
    });

    private final StringWriter out = new StringWriter();

    private int run(BenchCommand command, String... arguments) {
        return new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true))
                .setParameterExceptionHandler((wrong, _) -> {
                    out.write(wrong.getMessage());
                    return 2;
                }).execute(arguments);
    }

    @Test
    void figureIsOneLineOfJsonWithItsPeers() {
        assertThat(run(new BenchCommand(List.of(SPEED, SIZE)), "speed.wall")).isZero();

        assertThat(out.toString().lines()).containsExactly("{\"figure\":\"speed.wall\",\"value\":12.35,\"unit\":\"ms\",\"peer\":{\"other\":7.0}}");
    }

    @Test
    void beginningOfANameChoosesAllThatBeginSo() {
        assertThat(run(new BenchCommand(List.of(SPEED, SIZE)), "speed")).isZero();

        assertThat(out.toString().lines()).hasSize(2).last().asString().contains("\"speed.cpu\"", "\"peer\":{}");
    }

    @Test
    void unknownNameIsOneSentenceThatListsTheNames() {
        assertThat(run(new BenchCommand(List.of(SPEED, SIZE)), "sped")).isEqualTo(2);

        assertThat(out.toString()).isEqualTo("bench has no figure that begins with 'sped', it has speed, size.");
    }

    @Test
    void seedsAreForRatesAloneAndMakeSense() {
        for (String[] wrong : List.of(new String[] {"calls", "--seeds", "5"}, new String[] {"verdicts", "--seeds", "0"},
                new String[] {"verdicts", "--from", "-1"}, new String[] {"verdicts", "--seeds", "many"})) {
            assertThat(run(new BenchCommand(Path.of("..")), wrong)).isEqualTo(2);
            out.write("\n");
        }

        assertThat(out.toString().lines()).containsExactly("--seeds and --from are for the figures verdicts.…: leave them out, or name one of those.",
                "--seeds should be 1 to 10000000, was 0.", "--from should be 0 or more, and leave room for the seeds, was -1.",
                "Invalid value for option '--seeds': 'many' is not a long");
    }

    @Test
    void ratesAreCountsOfTheSeedsAskedFor() {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand(Path.of(".."))).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(said, true));

        assertThat(command.execute("verdicts.good", "--seeds", "1", "--from", "3")).isZero();

        assertThat(out.toString().lines()).hasSize(10).startsWith("{\"figure\":\"verdicts.good.seeds\",\"value\":1.0,\"unit\":\"deployments\",\"peer\":{}}",
                "{\"figure\":\"verdicts.good.succeeded\",\"value\":1.0,\"unit\":\"deployments\",\"peer\":{}}");
        assertThat(said.toString()).contains("Slipway updates the service", "deployment completed");
    }

    @Test
    void figureNamesTheSeedsThatShouldNotBeThere() {
        Measure alarms = new Measure(List.of("alarms"), () -> List.of(Figure.count("alarms", 2, List.of(7L, 12L))));

        assertThat(run(new BenchCommand(List.of(alarms)), "alarms")).isZero();

        assertThat(out.toString().lines()).containsExactly("{\"figure\":\"alarms\",\"value\":2.0,\"unit\":\"deployments\",\"peer\":{},\"seeds\":[7,12]}");
    }

    @Test
    void aFigureThatMissesItsGoalEndsTheCommandWithOneAndAllFiguresAreThere() {
        Measure holds = new Measure(List.of("holds"), () -> List.of(new Figure("holds", 90, "%", Map.of()).atLeast(90)));
        Measure misses = new Measure(List.of("misses", "misses.too"), () -> List.of(new Figure("misses", 89.99, "%", Map.of()).atLeast(90), new Figure("misses.too", 1, "%", Map.of())));

        assertThat(run(new BenchCommand(List.of(holds, SPEED)), "")).isZero();
        assertThat(run(new BenchCommand(List.of(misses, holds)), "")).isEqualTo(1);
        assertThat(new Figure("slow", 5.01, "s", Map.of()).atMost(5).misses()).isTrue();
        assertThat(new Figure("quick", 5, "s", Map.of()).atMost(5).misses()).isFalse();

        assertThat(out.toString().lines().skip(3)).containsExactly("{\"figure\":\"misses\",\"value\":89.99,\"unit\":\"%\",\"peer\":{},\"goal\":90.0}",
                "{\"figure\":\"misses.too\",\"value\":1.0,\"unit\":\"%\",\"peer\":{}}", "{\"figure\":\"holds\",\"value\":90.0,\"unit\":\"%\",\"peer\":{},\"goal\":90.0}");
    }

    @Test
    void callsAndVirtualSecondsAreMeasuredBesideTheirPeers() {
        BenchCommand command = new BenchCommand(Path.of(".."));

        assertThat(run(command, "calls") + run(command, "deployment.seconds") + run(command, "rollback")).isZero();

        List<JsonNode> figures = out.toString().lines().map(line -> Json.read(line, JsonNode.class)).toList();
        assertThat(figures).extracting(figure -> figure.get("figure").asText())
                .containsExactly("calls.until-update", "calls.settled", "calls.until-alias", "calls.function-settled", "deployment.seconds-to-settle", "rollback.seconds");
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.get("value").asDouble()).isPositive();
            assertThat(figure.get("peer")).hasSize(1).allSatisfy(peer -> assertThat(peer.asDouble()).isPositive());
        });
        assertThat(figures.getFirst().get("value").asInt()).isLessThanOrEqualTo(12);
    }
}
