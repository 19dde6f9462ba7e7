package slipway.cli.operate;

import java.util.List;
import picocli.CommandLine.Option;
import slipway.cli.account.Account;
import slipway.cli.account.AccountCommand;
import slipway.cli.account.Answer;
import slipway.cli.screen.Paint;
import slipway.cli.screen.Table;
import slipway.codec.Json;
import slipway.rollout.BadInput;
import slipway.rollout.Fault;
import software.amazon.awssdk.core.exception.SdkException;

/** A command about a running Slipway. */
abstract class OperateCommand extends AccountCommand {
    @Option(names = "--json", order = 0, description = "Prints JSON, an object a line.")
    private boolean json;
    @Option(names = "--no-color", order = 0, description = "Prints no colours, as in a pipe.")
    private boolean plain;
    @Option(names = "--stack", order = 0, paramLabel = "NAME", defaultValue = "slipway", description = "Slipway's own stack: ${DEFAULT-VALUE}.")
    private String stack;
    private final Means means;

    OperateCommand(Means means) {
        super(means.open(), means.environment());
        this.means = means;
    }

    /** Does the work and returns the exit status. @throws BadInput if what was asked is wrong */
    abstract int run(Installed slipway);

    @Override
    protected final int run(Account account) {
        try {
            return run(Installed.open(account, stack, means));
        } catch (Fault e) {
            if (e.getCause() instanceof SdkException) {
                // The functions' words are for their own role; these calls are a person's.
                Installed.got(Answer.of("AWS", () -> {
                    throw e;
                }), e.getMessage());
            }
            if (e instanceof BadInput wrong) {
                throw wrong;
            }
            err().println("It did not work this time, so nothing more was done: " + e.getMessage() + ".");
            return 1;
        }
    }

    final Means means() {
        return means;
    }

    final boolean json() {
        return json;
    }

    final Paint paint() {
        return plain || json ? Paint.NONE : new Paint(terminal().colours());
    }

    /** Prints an object as a line of JSON. */
    final void line(Object value) {
        out().println(Json.write(value));
    }

    /** Prints rows under a head, as wide as the terminal. */
    final void table(List<String> head, List<List<String>> rows) {
        Table.of(head, rows, paint(), terminal().columns()).forEach(out()::println);
    }
}
