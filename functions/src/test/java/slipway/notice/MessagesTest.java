package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every message as a person reads it is a file, so that a change of words is seen in a review. */
class MessagesTest {
    private static final Path FILE = Path.of("src/test/resources/slipway/notice/messages.txt");

    @Test
    void everyMessageReadsAsItDid() throws IOException {
        String now = Samples.notices().entrySet().stream()
                .map(entry -> "===== " + entry.getKey() + "\n" + EmailText.of(entry.getValue()).body()).collect(Collectors.joining("\n"));
        Path seen = Files.writeString(Path.of("target/messages.txt"), now);
        assertThat(now).as("if the new words are better, copy %s to %s", seen, FILE).isEqualTo(Files.readString(FILE));
    }
}
