package slipway.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./slipway completion}: a script by which a shell completes the commands and their options. */
@Command(name = "completion", sortOptions = false, usageHelpWidth = 100, customSynopsis = "./slipway completion [bash|zsh]",
        description = "Prints a script by which bash and zsh complete the commands and their options at the Tab key.",
        footer = {"", "Examples:", "  source <(./slipway completion)", "  ./slipway completion bash > ~/.slipway-completion && echo 'source ~/.slipway-completion' >> ~/.bashrc",
            "  ./slipway completion zsh > ~/.slipway-completion && echo 'source ~/.slipway-completion' >> ~/.zshrc", "",
            "Both shells read the same script: in zsh it loads zsh's own compinit and bashcompinit.",
            "It completes ./slipway and slipway, wherever that is. Print it anew after an update.",
            "Exit status: 0 if it was printed, 2 if what was asked is wrong."})
final class CompletionCommand implements Callable<Integer> {
    private static final Set<String> SHELLS = Set.of("bash", "zsh");

    @Parameters(index = "0", arity = "0..1", paramLabel = "SHELL", defaultValue = "bash", description = "bash or zsh; the script is one for both.")
    private String shell;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw new ParameterException(spec.commandLine(), "SHELL should be bash or zsh, was '" + shell + "'");
        }
        CommandLine all = spec.root().commandLine();
        // Java does not know it: the shell plays it, since it builds what Java is.
        all.addSubcommand("test", CommandSpec.create());
        spec.commandLine().getOut().print(AutoComplete.bash("slipway", all));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
