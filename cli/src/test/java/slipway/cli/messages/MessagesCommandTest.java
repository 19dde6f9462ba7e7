package slipway.cli.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import slipway.codec.Json;
import slipway.release.Ending;

class MessagesCommandTest {
    @TempDir
    private Path folder;

    private int run(String where, StringWriter err) {
        return new CommandLine(new MessagesCommand()).setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err, true)).execute(where);
    }

    @Test
    void everyKindOfMessageIsWrittenForEverySample() throws IOException {
        assertThat(run(folder.resolve("new/all").toString(), new StringWriter())).isZero();

        List<String> names;
        try (Stream<Path> files = Files.list(folder.resolve("new/all"))) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        for (String kind : List.of(".email.txt", ".slack.json", ".sns.json", ".chat.json")) {
            assertThat(names.stream().filter(name -> name.endsWith(kind) && !name.endsWith(".parent.slack.json")).count()).as(kind).isEqualTo(Sample.all().size());
        }
        assertThat(Sample.all().values().stream().flatMap(sample -> sample.deployment().stream()).flatMap(one -> one.ending().stream()))
                .as("every ending has a sample").contains(Ending.values());
        for (String name : names) {
            String text = Files.readString(folder.resolve("new/all").resolve(name));
            assertThat(text).as(name).isNotBlank();
            if (name.endsWith(".slack.json")) {
                JsonNode message = Json.read(text, JsonNode.class);
                assertThat(message.path("text").asText()).as(name).isNotEmpty();
                assertThat(message.path("blocks").size()).as(name).isBetween(2, 12);
            } else if (name.endsWith(".json")) {
                assertThat(Json.read(text, JsonNode.class).isObject()).as(name).isTrue();
            }
        }
        assertThat(Files.readString(folder.resolve("new/all/needs-a-human-who-is-on-call.slack.json"))).contains("<!subteam^S0614TZR7>");
        assertThat(Files.readString(folder.resolve("new/all/needs-a-human-who-is-on-call.parent.slack.json"))).doesNotContain("S0614TZR7");
    }

    @Test
    void itTellsWhatItIsForAndWritesNothing() {
        StringWriter out = new StringWriter();
        assertThat(new CommandLine(new MessagesCommand()).setOut(new PrintWriter(out)).execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: ./slipway messages DIR").contains("--help", "Exit status: ");
    }

    @Test
    void aFileInThePlaceOfTheFolderIsOneSentence() throws IOException {
        StringWriter err = new StringWriter();
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(run(file.toString(), err)).isEqualTo(2);
        assertThat(err.toString()).contains("which is a file: name a folder");
        assertThat(Files.readString(file)).isEqualTo("x");
    }
}
