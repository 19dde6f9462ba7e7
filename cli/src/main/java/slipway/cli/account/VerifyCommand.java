package slipway.cli.account;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.account.beliefs.Beliefs;
import slipway.cli.account.beliefs.Examination;
import slipway.cli.account.verify.Report;
import slipway.cli.account.verify.Verification;
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
public final class VerifyCommand extends AccountCommand {
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
    private final Path home;

    /**
     * A command that has not run yet.
     *
     * @param open how an account is reached
     * @param environment variables that say what the terminal is like
     * @param home the folder of docs and events
     */
    public VerifyCommand(Function<Connection, Account> open, Map<String, String> environment, Path home) {
        super(open, environment);
        this.home = home;
    }

    @Override
    protected void require() {
        target.filter(name -> !named(name)).ifPresent(name -> {
            throw new BadInput("TARGET should be the name of a target, 1 to 63 letters, digits, _ and -, was '" + name + "'");
        });
    }

    @Override
    protected int run(Account account) {
        boolean good = beliefs ? new Examination(account, stack, home, Beliefs.read()).run(target, report("No belief is wrong", "wrong"))
                : new Verification(account, stack).run(target, report("Nothing is missing", "to mend"));
        return good ? 0 : 1;
    }

    private Report report(String good, String bad) {
        return json ? Report.json(out()) : Report.tree(out(), plain ? Paint.NONE : new Paint(terminal().colours()), terminal().columns(), good, bad);
    }

    private static boolean named(String name) {
        try {
            return !new TargetName(name).equals(TargetName.ALL);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
