package slipway.cli.account;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.cli.account.replay.Replay;

/** {@code ./slipway replay-dlq}: delivers once more what EventBridge could not deliver to Slipway. */
@Command(name = "replay-dlq", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway replay-dlq [--dry-run] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Shows each event in the queue of lost events and gives its target what it would have got; it leaves the queue only after that worked.",
        footer = {"", "Examples:", "  ./slipway replay-dlq --dry-run", "  ./slipway replay-dlq --profile production", "",
            "An old push changes nothing: one that something newer has overtaken ends NOT_CHANGED or SUPERSEDED.",
            "Exit status: 0 if none stays in the queue that should have been replayed, 1 if one does or AWS can't be reached, 2 if what was asked is wrong."})
public final class ReplayCommand extends AccountCommand {
    @Option(names = "--dry-run", description = "Only shows them; all stay in the queue.")
    private boolean dry;
    @Option(names = "--stack", paramLabel = "NAME", defaultValue = "slipway", description = "Slipway's own stack: ${DEFAULT-VALUE}.")
    private String stack;
    private final InstantSource clock;

    /**
     * A command that has not run yet.
     *
     * @param open how an account is reached
     * @param environment variables that say what the terminal is like
     * @param clock says how old an event is
     */
    public ReplayCommand(Function<Connection, Account> open, Map<String, String> environment, InstantSource clock) {
        super(open, environment);
        this.clock = clock;
    }

    @Override
    protected int run(Account account) {
        return new Replay(account, stack, dry, clock, out()).run() ? 0 : 1;
    }
}
