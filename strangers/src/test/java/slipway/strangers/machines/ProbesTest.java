package slipway.strangers.machines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.strangers.Moto;

/** Small machines, a rule of the language each, in both interpreters; where they differ, the file says which document decides. */
class ProbesTest {
    private static Conductor conductor;
    private static Moto moto;
    private static Stage ours;
    private static Stage theirs;

    @BeforeAll
    static void open() throws Exception {
        conductor = Conductor.open();
        moto = Moto.start(conductor.url());
        ours = functions(new OwnStage());
        theirs = functions(new MotoStage(conductor, new MotoMachines(moto.port())));
    }

    @AfterAll
    static void close() {
        moto.close();
        conductor.close();
    }

    static Stream<String> everyProbe() throws IOException {
        try (Stream<Path> files = Files.list(Stage.HOME.resolve("strangers/probes"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("everyProbe")
    void bothInterpretersAgreeOrADocumentDecides(String name) throws IOException {
        JsonNode probe = Words.json(Files.readString(Stage.HOME.resolve("strangers/probes/" + name + ".json")));
        meet();
        Trace our = run(ours, name, probe);
        Trace their = run(theirs, name, probe);
        assertThat(probe.path("document").asText()).isNotBlank();
        if (probe.has("ours")) {
            assertThat(our.end()).isEqualTo(probe.path("ours").asText());
            assertThat(their.end()).isEqualTo(probe.path("moto").asText()).isNotEqualTo(our.end());
        } else if (probe.path("compared").asText().equals("end")) {
            assertThat(probe.path("because").asText()).isNotBlank();
            assertThat(their.end()).isEqualTo(our.end());
        } else {
            assertThat(their.firstDifferenceFrom(our)).isEmpty();
        }
    }

    /** Where one interpreter took longer than the other, the next probe begins at the same time on both. */
    private static void meet() {
        Instant later = ours.now().isAfter(theirs.now()) ? ours.now() : theirs.now();
        ours.pass(Duration.between(ours.now(), later));
        theirs.pass(Duration.between(theirs.now(), later));
    }

    private static Trace run(Stage stage, String name, JsonNode probe) {
        stage.trouble("slow", Mishaps.times(2, new Mishap.Hangs(Duration.ofSeconds(20))));
        stage.run(name, probe.path("machine").toString(), probe.path("input").toString());
        stage.play();
        return stage.traces().stream().filter(trace -> trace.machine().equals(name)).findFirst().orElseThrow();
    }

    private static Stage functions(Stage stage) {
        Set<Boolean> called = new HashSet<>();
        function(stage, "echo", (payload, _) -> payload);
        function(stage, "slow", (payload, _) -> payload);
        function(stage, "fails", (_, _) -> {
            throw new IllegalStateException("it does");
        });
        function(stage, "fails-at-first", (payload, _) -> {
            if (called.add(true)) {
                throw new IllegalStateException("it does at first");
            }
            return payload;
        });
        return stage;
    }

    private static void function(Stage stage, String name, Code code) {
        stage.aws().functions().function(name).code("slipway.strangers.Probe::handle", "java25", 1000, () -> code).timeout(60).memory(512).create();
    }
}
