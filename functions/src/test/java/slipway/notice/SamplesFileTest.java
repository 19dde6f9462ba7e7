package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;

/** The command {@code messages} shows what these samples are made of: it reads them from a file, since it has no test classes. */
class SamplesFileTest {
    private static final Path FILE = Path.of("../cli/src/main/resources/slipway/cli/messages/samples.json");

    @Test
    void theCommandsSamplesAreTheTestsSamples() throws IOException {
        String now = write();
        Path seen = Files.writeString(Path.of("target/samples.json"), now);
        assertThat(now).as("copy functions/%s to %s", seen, FILE).isEqualTo(Files.readString(FILE));
    }

    private static String write() throws JsonProcessingException {
        Map<String, Object> file = new TreeMap<>();
        Samples.all().forEach((name, told) -> {
            Map<String, Object> parts = new TreeMap<>();
            told.moment().ifPresent(moment -> parts.put("moment", moment));
            told.deployment().ifPresent(deployment -> parts.put("deployment", deployment));
            told.around().ifPresent(around -> parts.put("around", around(around)));
            told.said().ifPresent(notice -> parts.put("said", notice));
            file.put(name, parts);
        });
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    }

    private static Map<String, Object> around(Surroundings around) {
        Map<String, String> tags = new TreeMap<>();
        around.tags().forEach((digest, tag) -> tags.put(digest.value(), tag.value()));
        return Map.of("region", around.region(), "target", around.target(), "tags", tags);
    }
}
