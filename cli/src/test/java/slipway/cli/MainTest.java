package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.codec.Json;

@Execution(ExecutionMode.CONCURRENT)
class MainTest {
    private static final Path HOME = Path.of("..");
    private static final List<String> FIELDS = List.of(
            "deployment", "target", "kind", "from", "to", "ending", "cause", "startedAt", "endedAt", "notified", "path");

    @TempDir
    private Path folder;

    /** What a command line has left behind. */
    private record Ran(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(HOME, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    @Test
    void theThreeStoriesEndAsTheyShouldInLinesOfExactlyTheseFields() {
        Ran ran = run("demo", "--json");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.lines()).map(line -> Json.read(line, com.fasterxml.jackson.databind.JsonNode.class)).allSatisfy(line -> {
            assertThat(line.fieldNames()).toIterable().containsExactlyElementsOf(FIELDS);
            assertThat(line.get("kind").asText()).isEqualTo("deploy");
            assertThat(Stream.of("from", "to").map(name -> line.get(name).asText())).allMatch(uri -> uri.matches(".*/shop/api@sha256:[0-9a-f]{64}"));
            assertThat(line.get("notified")).map(com.fasterxml.jackson.databind.JsonNode::asText).contains("slack", "sns", "event");
            assertThat(line.get("path").get(0).asText()).isEqualTo("Claim");
        }).map(line -> line.get("ending").asText()).containsExactly("SUCCEEDED", "ROLLED_BACK", "ROLLED_BACK");
        assertThat(ran.lines().getFirst()).contains("\"cause\":null", "\"Succeeded\"]");
        assertThat(ran.lines().get(1)).contains("\"code\":\"ContainerExited\"", "\"Roll back\"", "\"Wait for restore\"", "\"Rolled back\"]");
    }

    @Test
    void everyStoryEndsAsItShouldAndTheSameSeedIsTheSameRun() {
        Ran first = run("demo", "--all", "--json", "--seed", "7");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.lines()).hasSize(16);
        assertThat(run("demo", "--all", "--json", "--seed", "7")).isEqualTo(first);
    }

    @Test
    void anotherSeedIsAnotherRunOfTheSameImages() {
        assertThat(run("demo", "--json", "--seed", "2").lines().getFirst()).isNotEqualTo(run("demo", "--json").lines().getFirst())
                .contains("@sha256:885bb3636d435291911a9787a047f8cf82ee9d41bed9507e48da810f5cb1e844");
    }

    @Test
    void aPipeGetsLinesThatFitWithTheMessagesAndATable() {
        Ran ran = run("demo", "--seconds", "0");
        assertThat(ran.status()).isZero();
        assertThat(ran.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(ran.out()).doesNotContain("\u001B").contains("$ docker push shop/api:v3", "shop-api    Plan: ", "waits for 0 of 2 tasks running",
                "┃ LIVE shop-api v2: 2 of 2 tasks healthy", "┃ ROLLED BACK shop-api v3", "answers 404 on /api/health",
                "Every deployment ended as it should.");
        assertThat(ran.lines()).anyMatch(line -> line.matches("shop-api  v4 7f6fd6bbac09 +ROLLED_BACK .*v2 885bb3636d43.*"));
    }

    @ParameterizedTest
    @CsvSource({
        "demo --sceonds 3, --sceonds", "demo --seconds many, --seconds", "demo --seconds -1, --seconds", "demo --seed x, --seed",
        "demo --event, --event", "demo --all --event x.json, --event", "demo x, x", "dmeo, dmeo", "'', demo", "--josn, --josn"
    })
    void aWrongCommandLineGetsOneSentenceThatNamesTheOption(String line, String named) {
        Ran ran = run(Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).singleElement().asString().contains(named, "--help").doesNotContain("Exception");
    }

    @Test
    void helpNamesEachOptionAndGivesExamples() {
        Ran ran = run("demo", "--help");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("--all", "--json", "--event", "--seconds", "--seed", "Examples:", "Exit status");
    }

    @ParameterizedTest
    @CsvSource({
        "accepted/tagged-push, 0, SUCCEEDED, accepted:", "ignored/untagged-push, 0, ignored, ignored: the push has no tag",
        "refused/push-without-digest, 2, refused, refused: event.detail.image-digest", "refused/not-json, 2, refused, refused: the event is not JSON"
    })
    void anEventIsToldItsFate(String file, int status, String json, String words) {
        Ran programs = run("demo", "--json", "--event", "../events/" + file + ".json");
        assertThat(programs.status()).isEqualTo(status);
        assertThat(programs.lines()).singleElement().asString().startsWith("{").contains("\"" + json + "\"");
        Ran peoples = run("demo", "--event", "../events/" + file + ".json");
        assertThat(peoples.status()).isEqualTo(status);
        assertThat(peoples.lines().getLast()).startsWith(words);
        assertThat(peoples.out()).doesNotContain("stackTrace", "errorMessage", "slipway.rollout");
    }

    @Test
    void whatCannotBeAnEventIsRefusedInOneSentence() throws IOException {
        Files.write(folder.resolve("noise"), "x".repeat(300_000).getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("large"), ("{\"repository\":\"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xFE, 0, 1, 2, (byte) 0x80});
        Files.createFile(folder.resolve("empty"));
        assertThat(Stream.of("noise", "large", "bytes", "empty", "missing", ".").map(name -> run("demo", "--event", folder.resolve(name).toString())))
                .allSatisfy(ran -> {
                    assertThat(ran.status()).isEqualTo(2);
                    assertThat(ran.lines()).singleElement().asString().startsWith("refused: ").contains(": ").doesNotContain("Exception");
                });
    }

    @Test
    void whatStepFunctionsTakesIsNotRefusedForItsSize() throws IOException {
        String event = "{\"repository\":\"shop/unknown\",\"tag\":\"v1\"" + " ".repeat(262_000) + "}";
        Files.writeString(folder.resolve("event"), event);
        assertThat(run("demo", "--event", folder.resolve("event").toString()).lines().getLast()).startsWith("ignored: no target follows");
    }
}
