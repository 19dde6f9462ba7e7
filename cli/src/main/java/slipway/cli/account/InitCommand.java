package slipway.cli.account;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.account.init.Initiation;
import slipway.cli.screen.Lines;

/** {@code ./slipway init}: writes the first document of a target for a service or function that runs. */
@Command(name = "init", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway init SERVICE-OR-FUNCTION [--cluster NAME] [--container NAME] [--name TARGET] [--output DIR] [--force] [--profile NAME] [--region NAME]",
        description = "Looks at an ECS service or a Lambda function that runs, and writes a target document for it. In AWS it changes nothing.",
        footer = {"", "Examples:", "  ./slipway init shop/api", "  ./slipway init thumbs --profile production --output infra", "",
            "Exit status: 0 if the files were written, 1 if AWS can't be reached, 2 if what was asked is wrong."})
public final class InitCommand extends AccountCommand {
    private static final int LABEL = 9;

    @Parameters(index = "0", paramLabel = "SERVICE-OR-FUNCTION", description = "A name, CLUSTER/SERVICE, function:NAME, or an ARN.")
    private String wanted;
    @Option(names = "--cluster", paramLabel = "NAME", description = "The service's cluster. Without it: all of them are searched.")
    private Optional<String> cluster = Optional.empty();
    @Option(names = "--container", paramLabel = "NAME", description = "The container whose repository is followed, where there are several.")
    private Optional<String> container = Optional.empty();
    @Option(names = "--name", paramLabel = "TARGET", description = "The target's name. Without it: CLUSTER-SERVICE, or the function's name.")
    private Optional<String> name = Optional.empty();
    @Option(names = "--output", paramLabel = "DIR", defaultValue = "", description = "Where the files go. Without it: this folder.")
    private Path output;
    @Option(names = "--force", description = "Replaces files that are there.")
    private boolean force;

    /**
     * A command that has not run yet.
     *
     * @param open how an account is reached
     * @param environment variables that say what the terminal is like
     */
    public InitCommand(Function<Connection, Account> open, Map<String, String> environment) {
        super(open, environment);
    }

    @Override
    protected int run(Account account) {
        int width = terminal().columns();
        Initiation.Done done = new Initiation(account, cluster, container, name).run(wanted, output, force);
        done.rows().forEach(row -> {
            boolean command = row.label().equals("Next") || row.label().isEmpty();
            String label = Lines.pad(row.label(), LABEL);
            (command ? List.of(label + row.text()) : Lines.hang(label, " ".repeat(LABEL), row.text(), width)).forEach(out()::println);
        });
        done.notes().forEach(note -> Lines.hang(Lines.pad("Note", LABEL), " ".repeat(LABEL), note, width).forEach(out()::println));
        return 0;
    }
}
