package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.sandbox.cloud.Behaviour;

/** The manifests that people push into {@code ./slipway sandbox}: of layers that shop/api has, and doing what their names say. */
class ExampleImagesTest {
    private static final Path IMAGES = Path.of("..", "examples", "images");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Behaviour> DOES = Map.of(
            "works.json", Behaviour.GOOD, "works-too.json", Behaviour.GOOD,
            "crashes-at-boot.json", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1),
            "answers-404.json", Behaviour.GOOD.answering(404), "never-listens.json", Behaviour.GOOD.neverListening());

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(IMAGES)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void imageDoesWhatItsNameSaysAndNeedsNoNewLayer(Path file) throws IOException {
        JsonNode manifest = JSON.readTree(Files.readString(file));
        JsonNode first = JSON.readTree(Manifest.image("v1", Behaviour.GOOD).text());
        Map<String, String> annotations = new HashMap<>();
        manifest.get("annotations").properties().forEach(annotation -> annotations.put(annotation.getKey(), annotation.getValue().asText()));

        assertThat(Behaviour.of(annotations).annotations()).isEqualTo(DOES.get(file.getFileName().toString()).annotations());
        assertThat(List.of(manifest.get("mediaType"), manifest.get("config"), manifest.get("layers")))
                .isEqualTo(List.of(first.get("mediaType"), first.get("config"), first.get("layers")));
    }

    @Test
    void noTwoAreTheSameImage() throws IOException {
        assertThat(files()).hasSameSizeAs(DOES.keySet());
        assertThat(files()).extracting(file -> JSON.readTree(Files.readString(file))).doesNotHaveDuplicates();
    }
}
