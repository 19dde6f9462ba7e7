package slipway.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./slipway completion}: a script by which a shell completes the commands and their options. */
@Command(name = "completion", sortOptions = false, usageHelpWidth = 100, customSynopsis = "./slipway completion",
        description = "Prints a script by which bash and zsh complete the commands and their options at the Tab key.",
        footer = {"", "Examples:", "  source <(./slipway completion)", "  ./slipway completion > ~/.slipway-completion && echo 'source ~/.slipway-completion' >> ~/.bashrc", "",
            "It completes ./slipway and slipway, wherever that is. Print it anew after an update.",
            "Exit status: 0 if it was printed, 2 if what was asked is wrong."})
final class CompletionCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        // Java does not know it: the shell plays it, since it builds what Java is.
        all.addSubcommand("test", CommandSpec.create());
        spec.commandLine().getOut().print(AutoComplete.bash("slipway", all));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
