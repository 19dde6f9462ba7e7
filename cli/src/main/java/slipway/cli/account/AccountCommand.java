package slipway.cli.account;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import slipway.cli.demo.Terminal;
import slipway.rollout.BadInput;

/** A command about somebody's account: which one, and what is said if it can't be reached as asked. */
public abstract class AccountCommand implements Callable<Integer> {
    @Mixin
    private Connection connection;
    @Option(names = {"-h", "--help"}, order = 3, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;
    private final Function<Connection, Account> open;
    private final Map<String, String> environment;

    /**
     * A command that has not run yet.
     *
     * @param open how an account is reached
     * @param environment variables that say what the terminal is like
     */
    protected AccountCommand(Function<Connection, Account> open, Map<String, String> environment) {
        this.open = open;
        this.environment = environment;
    }

    /** Looks at the command line alone, before any account is opened. @throws BadInput if it is wrong by itself */
    protected void require() {
        // Most is said by the options themselves.
    }

    /** Does the work and returns the exit status. @throws BadInput if what was asked is wrong. @throws Unreached if AWS could not be asked */
    protected abstract int run(Account account);

    @Override
    public final Integer call() {
        try {
            require();
            return run(connection.open(open));
        } catch (BadInput e) {
            throw refused(e.getMessage(), e);
        } catch (Unreached e) {
            err().println(Character.toUpperCase(e.getMessage().charAt(0)) + e.getMessage().substring(1) + ".");
            return 1;
        }
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final Terminal terminal() {
        return Terminal.here(environment);
    }

    /** Where what went wrong is said. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException refused(String why, BadInput cause) {
        return new ParameterException(spec.commandLine(), why, cause);
    }
}
