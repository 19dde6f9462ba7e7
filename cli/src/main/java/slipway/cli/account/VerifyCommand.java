package slipway.cli.account;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import slipway.cli.account.beliefs.Beliefs;
import slipway.cli.account.beliefs.Examination;
import slipway.cli.account.verify.Report;
import slipway.cli.account.verify.Verification;
import slipway.cli.demo.Terminal;
import slipway.cli.screen.Paint;
import slipway.release.TargetName;
import slipway.rollout.BadInput;

/** {@code ./slipway verify}: what a deployment of a target will need, checked one by one; changes nothing. */
@Command(name = "verify", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway verify [TARGET] [--beliefs] [--stack NAME] [--json] [--no-color] [--profile NAME] [--region NAME]",
        description = "Checks all that a deployment will need, and says what to do about what is missing. It changes nothing.",
        footer = {"", "Examples:", "  ./slipway verify", "  ./slipway verify shop-api --profile production",
            "  ./slipway verify --json | jq -r 'select(.status == \"NG\") | .remedy'", "  ./slipway verify --beliefs", "",
            "OK: there. NG: a deployment would fail, be refused, or not be heard of. SKIP: not looked at, and why.",
            "With --beliefs: OK: AWS behaves so here. NG: it does not. SKIP: nothing here shows it, or you may not ask.",
            "Exit status: 0 if nothing is NG, 1 if something is, 2 if what was asked is wrong."})
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TARGET", description = "A target's name. Without it: each that has a document.")
    private Optional<String> target = Optional.empty();
    @Option(names = "--stack", paramLabel = "NAME", defaultValue = "slipway", description = "Slipway's own stack: ${DEFAULT-VALUE}.")
    private String stack;
    @Option(names = "--beliefs", description = "Looks instead at what Slipway believes of AWS and could prove nowhere else (docs/BELIEFS.md), in what is there.")
    private boolean beliefs;
    @Option(names = "--json", description = "Prints a JSON object a line for each check.")
    private boolean json;
    @Option(names = "--no-color", description = "Prints no colours, as in a pipe.")
    private boolean plain;
    @Mixin
    private Connection connection;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;
    private final Function<Connection, Account> open;
    private final Map<String, String> environment;
    private final Path home;

    /**
     * A command that has not run yet.
     *
     * @param open how an account is reached
     * @param environment variables that say what the terminal is like
     * @param home the folder of docs and events
     */
    public VerifyCommand(Function<Connection, Account> open, Map<String, String> environment, Path home) {
        this.open = open;
        this.home = home;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        target.filter(name -> !named(name)).ifPresent(name -> {
            throw new ParameterException(spec.commandLine(), "TARGET should be the name of a target, 1 to 63 letters, digits, _ and -, was '" + name + "'");
        });
        try {
            Account account = connection.open(open);
            boolean good = beliefs ? new Examination(account, stack, home, Beliefs.read()).run(target, report("No belief is wrong", "wrong"))
                    : new Verification(account, stack).run(target, report("Nothing is missing", "to mend"));
            return good ? 0 : 1;
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Report report(String good, String bad) {
        Terminal terminal = Terminal.here(environment);
        PrintWriter out = spec.commandLine().getOut();
        return json ? Report.json(out) : Report.tree(out, plain ? Paint.NONE : new Paint(terminal.colours()), terminal.columns(), good, bad);
    }

    private static boolean named(String name) {
        try {
            return new TargetName(name).value().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
