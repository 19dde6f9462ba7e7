package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import slipway.cli.messages.MessagesCommand;
import slipway.codec.Json;

/** The commands in messages are commands of this program, and ask for the same as the AWS CLI's beside them. */
class MessagedTest {
    private static final String OURS = "  ./slipway ";
    private static final Means MEANS = Means.here(Map.of());

    @TempDir
    private Path folder;

    private static StartCommand command(String name) {
        return switch (name) {
            case "deploy" -> new DeployCommand(MEANS);
            case "rollback" -> new RollbackCommand(MEANS);
            case "release" -> new ReleaseCommand(MEANS);
            case "stop" -> new StopCommand(MEANS);
            case "unfreeze" -> new UnfreezeCommand(MEANS);
            default -> throw new AssertionError("no message names " + name);
        };
    }

    @Test
    void everyCommandOfAMessageIsOneOfThisProgramAndAsksForTheSameAsTheAwsCliBesideIt() throws IOException {
        new CommandLine(new MessagesCommand()).setOut(new PrintWriter(new StringWriter())).execute(folder.toString());
        Set<String> seen = new HashSet<>();
        for (List<String> lines : mails()) {
            for (int line = 0; line < lines.size(); line++) {
                if (lines.get(line).startsWith(OURS)) {
                    List<String> words = List.of(lines.get(line).substring(OURS.length()).split(" "));
                    StartCommand command = command(words.getFirst());
                    new CommandLine(command).parseArgs(words.subList(1, words.size()).toArray(String[]::new));
                    command.require();
                    String aws = lines.get(line + 2);
                    assertThat(command.input()).as(aws).isEqualTo(Json.read(aws.substring(aws.indexOf("--input '") + 9, aws.length() - 1), JsonNode.class));
                    assertThat(words).containsSubsequence("--region", "eu-central-1");
                    seen.add(words.getFirst());
                }
            }
        }
        assertThat(seen).contains("deploy", "rollback", "release", "stop", "unfreeze");
    }

    private List<List<String>> mails() throws IOException {
        List<List<String>> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".email.txt")).toList()) {
                mails.add(Files.readAllLines(file));
            }
        }
        return mails;
    }
}
