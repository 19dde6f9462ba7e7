package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** docs/CONFIGURATION.md has the stack's parameters as the template has them. */
class ParametersTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    @Test
    void thePageHasEachParameterAsTheTemplateHasIt() throws IOException {
        String page = Files.readString(HOME.resolve("docs/CONFIGURATION.md"));
        String wanted = Template.read(HOME.resolve("template.yaml")).parameters().properties().stream()
                .map(parameter -> row(parameter.getKey(), parameter.getValue())).collect(Collectors.joining("\n"));
        assertThat(page).as("write these rows into docs/CONFIGURATION.md:\n%s", wanted)
                .contains("| parameter | default | allowed | what it is |\n| --- | --- | --- | --- |\n" + wanted + "\n");
    }

    private static String row(String name, JsonNode parameter) {
        String standard = parameter.path("Default").asText("");
        return "| `" + name + "` | " + (standard.isEmpty() ? "empty" : "`" + standard + "`") + " | " + allowed(parameter) + " | "
                + parameter.path("Description").asText() + " |";
    }

    private static String allowed(JsonNode parameter) {
        if (parameter.has("AllowedValues")) {
            List<String> values = StreamSupport.stream(parameter.path("AllowedValues").spliterator(), false).map(JsonNode::asText).toList();
            return String.join(", ", values);
        }
        if (parameter.has("MinValue")) {
            return parameter.path("MinValue").asText() + " to " + parameter.path("MaxValue").asText();
        }
        return parameter.has("AllowedPattern") ? "`" + parameter.path("AllowedPattern").asText().replace("|", "\\|") + "`" : "any";
    }
}
