package slipway.cli.messages;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import slipway.notice.EmailText;
import slipway.notice.Notice;
import slipway.notice.SlackMessage;
import slipway.notice.TopicFormat;

/** {@code ./slipway messages}: writes every kind of message, for people to read and for programs to be tried with. */
@Command(name = "messages", sortOptions = false, usageHelpWidth = 100, customSynopsis = "./slipway messages DIR",
        description = "Writes every kind of message for deployments that are always the same. It needs no account and sends nothing.",
        footer = {"", "Each message is some files:", "  NAME.txt                what a locked phone shows", "  NAME.email.txt          the mail by SNS, its subject first",
            "  NAME.slack.json         what Slack gets: text and blocks", "  NAME.parent.slack.json  the one message that a Slack app changes as a deployment goes on",
            "  NAME.sns.json           the topics with TopicFormat=json", "  NAME.chat.json          the topics with TopicFormat=chat, for Amazon Q Developer in chat applications",
            "", "Example:", "  ./slipway messages target/messages", "", "Exit status: 0 if the files were written, 2 if not."})
public final class MessagesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Where the files go; it is made where it is not there, and files of the same names are replaced.")
    private Path folder;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;

    @Override
    public Integer call() {
        Map<String, String> files = files();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(spec.commandLine(), "DIR is " + folder + ", which is a file: name a folder, or one that is not there yet.");
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "Nothing can be written to " + folder + ": name a folder that you may write to.");
        }
        spec.commandLine().getOut().println(files.size() + " files in " + folder);
        return 0;
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Sample.all().forEach((title, sample) -> {
            String name = title.replaceAll("[^A-Za-z0-9]+", "-");
            Notice notice = sample.notice();
            EmailText email = EmailText.of(notice);
            files.put(name + ".txt", notice.verdict() + "\n");
            files.put(name + ".email.txt", "Subject: " + email.subject() + "\n\n" + email.body());
            files.put(name + ".slack.json", SlackMessage.of(notice).json() + "\n");
            sample.conversation().ifPresent(said -> files.put(name + ".parent.slack.json", said.parent().json() + "\n"));
            files.put(name + ".sns.json", TopicFormat.JSON.body(notice) + "\n");
            files.put(name + ".chat.json", TopicFormat.CHAT.body(notice) + "\n");
        });
        return files;
    }
}
