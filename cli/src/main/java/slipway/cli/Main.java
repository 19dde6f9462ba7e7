package slipway.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import slipway.cli.account.Account;
import slipway.cli.account.InitCommand;
import slipway.cli.account.ReplayCommand;
import slipway.cli.account.VerifyCommand;
import slipway.cli.bench.BenchCommand;
import slipway.cli.demo.DemoCommand;
import slipway.cli.messages.MessagesCommand;
import slipway.cli.operate.DeployCommand;
import slipway.cli.operate.FreezeCommand;
import slipway.cli.operate.HistoryCommand;
import slipway.cli.operate.HoldCommand;
import slipway.cli.operate.Means;
import slipway.cli.operate.ReleaseCommand;
import slipway.cli.operate.RollbackCommand;
import slipway.cli.operate.ShowCommand;
import slipway.cli.operate.StatsCommand;
import slipway.cli.operate.StopCommand;
import slipway.cli.operate.TargetsCommand;
import slipway.cli.operate.UnfreezeCommand;
import slipway.cli.operate.WatchCommand;
import slipway.cli.sandbox.SandboxCommand;
import slipway.cli.simulate.SimulateCommand;
import slipway.sandbox.simulation.LogEar;

/** The root of the slipway command; {@code ./slipway} builds it, finds a JDK and starts it. */
@Command(name = "slipway", description = "Push an image; it goes live, or it goes back, and someone is told why.", sortOptions = false)
public final class Main implements Runnable {
    private static final String COMPLETION = "completion";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "slipway needs a command: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** Exits with 0 if all went as it should, 1 if something ended otherwise, 2 if what was asked is wrong. */
    public static void main(String[] arguments) {
        boolean kept = List.of(arguments).contains("sandbox");
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        quiet(kept);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(Path.of(System.getProperty("slipway.home", ".")), out, err, arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs one command line; nothing of it is left behind in the process. */
    static int run(Path home, PrintWriter out, PrintWriter err, String... arguments) {
        return line(home, arguments).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) -> refuse(wrong))
                .setExecutionExceptionHandler((failure, command, _) -> fail(failure, command))
                .execute(arguments);
    }

    /** The command line for some arguments: with the command that they name alone, since picocli takes a while to look at each, else with every command. */
    static CommandLine line(Path home, String... arguments) {
        Map<String, Supplier<Object>> all = commands(home);
        List<String> wanted = arguments.length > 0 && all.containsKey(arguments[0]) && !arguments[0].equals(COMPLETION) ? List.of(arguments[0]) : List.copyOf(all.keySet());
        CommandLine line = new CommandLine(new Main());
        wanted.forEach(name -> line.addSubcommand(name, all.get(name).get()));
        return line;
    }

    /** Every command by its name, in the order in which people are told of them; a new one is added here. */
    private static Map<String, Supplier<Object>> commands(Path home) {
        Map<String, String> environment = System.getenv();
        Means means = Means.here(environment);
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("init", () -> new InitCommand(Account::open, environment));
        all.put("verify", () -> new VerifyCommand(Account::open, environment, home));
        all.put("replay-dlq", () -> new ReplayCommand(Account::open, environment, InstantSource.system()));
        all.put("targets", () -> new TargetsCommand(means));
        all.put("history", () -> new HistoryCommand(means));
        all.put("show", () -> new ShowCommand(means));
        all.put("deploy", () -> new DeployCommand(means));
        all.put("rollback", () -> new RollbackCommand(means));
        all.put("stop", () -> new StopCommand(means));
        all.put("hold", () -> new HoldCommand(means));
        all.put("release", () -> new ReleaseCommand(means));
        all.put("freeze", () -> new FreezeCommand(means));
        all.put("unfreeze", () -> new UnfreezeCommand(means));
        all.put("watch", () -> new WatchCommand(means));
        all.put("stats", () -> new StatsCommand(means));
        all.put("demo", () -> new DemoCommand(home, environment));
        all.put("sandbox", () -> new SandboxCommand(home, environment));
        all.put("bench", () -> new BenchCommand(home));
        all.put("simulate", () -> new SimulateCommand(home));
        all.put("messages", MessagesCommand::new);
        all.put(COMPLETION, CompletionCommand::new);
        return all;
    }

    /**
     * What the functions log in Lambda is not for people here; no logger has started yet.
     *
     * @param kept whether CloudWatch Logs is served: then there is a logger, and functions print figures, which go nowhere
     */
    static void quiet(boolean kept) {
        if (kept) {
            System.setProperty("log4j2.shutdownHookEnabled", "false");
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        } else {
            System.setProperty("slf4j.provider", LogEar.class.getName());
        }
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("slipway.log.level", "OFF");
    }

    private static int refuse(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println(Refusal.of(wrong) + " See ./slipway " + path(line) + "--help.");
        return 2;
    }

    private static String path(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    private static int fail(Exception failure, CommandLine line) {
        line.getErr().println("slipway itself failed, please report this:");
        failure.printStackTrace(line.getErr());
        return 1;
    }
}
